import type { EventBridgeEvent } from "aws-lambda";
import { afterScan } from "../domain/attachment.ts";
import { findFiles, putFiles } from "../store/attachments.ts";
import { deleteFileVersion, fileNamed } from "../store/files.ts";
import { retryRaces } from "../store/races.ts";

type Verdict = {
  s3ObjectDetails: { objectKey: string; versionId: string };
  scanResultDetails: { scanResultStatus: string };
};

/**
 * What GuardDuty found in a version of a file: anything but a clean bill keeps it from being handed out, and a threat is deleted.
 * Told twice, it does no more.
 */
export async function handler({
  detail: { s3ObjectDetails, scanResultDetails },
}: EventBridgeEvent<"GuardDuty Malware Protection Object Scan Result", Verdict>) {
  const { objectKey, versionId } = s3ObjectDetails;
  const file = fileNamed(objectKey);
  if (!file) return;
  const { ticketId, id } = file;
  await writeDown({ ticketId, id, versionId }, scanResultDetails.scanResultStatus === "NO_THREATS_FOUND");
  if (scanResultDetails.scanResultStatus === "THREATS_FOUND") await deleteFileVersion(ticketId, id, versionId);
}

/** An upload that is completed again makes another version: a verdict is about the one that it names. */
const writeDown = ({ ticketId, id, versionId }: { ticketId: string; id: string; versionId: string }, clean: boolean) =>
  retryRaces(ticketId, async () => {
    const files = await findFiles(ticketId);
    const file = files.attachments.find((one) => one.id === id);
    // The verdict came before the file was recorded: failing makes it come again.
    if (file?.state === "awaiting_upload") throw new Error(`no file ${id} of ${ticketId} waits for a verdict yet`);
    if (file?.state === "scanning" && file.object === versionId) await putFiles(afterScan(files, file, clean));
  });
