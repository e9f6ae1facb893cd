import { Readable } from "node:stream";
import { Upload } from "@aws-sdk/lib-storage";
import { Bucket, exportKey, s3 } from "./files.ts";

/**
 * Writes an export's file as its parts come, with no more than a few in memory; gives its version. Nothing is there before
 * all of it is: where a part fails, those before it are given up, at the latest by the bucket's lifecycle.
 */
export async function putExport(accountId: string, id: string, parts: AsyncIterable<string>): Promise<string> {
  const upload = new Upload({
    client: s3,
    params: { Bucket, Key: exportKey(accountId, id), Body: Readable.from(parts), ContentType: "text/csv" },
    queueSize: 2,
  });
  const { VersionId } = await upload.done();
  return VersionId ?? "null";
}
