import type { EventBridgeEvent } from "aws-lambda";
import { afterScan } from "../domain/attachment.ts";
import { findFiles, putFiles } from "../store/attachments.ts";
import { retryRaces } from "../store/races.ts";

type Verdict = {
  s3ObjectDetails: { objectKey: string };
  scanResultDetails: { scanResultStatus: string };
};

/** What GuardDuty found in a file: anything but a clean bill keeps it from being handed out. Told twice, it does no more. */
export async function handler({
  detail,
}: EventBridgeEvent<"GuardDuty Malware Protection Object Scan Result", Verdict>) {
  const [, ticketId, id] = /^files\/([^/]+)\/([^/]+)$/.exec(detail.s3ObjectDetails.objectKey) ?? [];
  if (!ticketId || !id) return;
  const clean = detail.scanResultDetails.scanResultStatus === "NO_THREATS_FOUND";
  await retryRaces(async () => {
    const files = await findFiles(ticketId);
    const file = files.attachments.find((one) => one.id === id);
    // The verdict came before the file was recorded: failing makes it come again.
    if (!file || file.state === "awaiting_upload") throw new Error(`no file ${id} of ${ticketId} waits for a verdict`);
    if (file.state === "scanning") await putFiles(afterScan(files, file, clean));
  });
}
