import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  S3Client,
} from "@aws-sdk/client-s3";
import { createPresignedPost, type PresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { Attachment } from "../domain/ticket.ts";
import { slow } from "./timeouts.ts";

export const s3 = new S3Client({
  ...slow,
  requestChecksumCalculation: "WHEN_REQUIRED",
  responseChecksumValidation: "WHEN_REQUIRED",
});
export const Bucket = process.env.BUCKET_NAME ?? "";

/** How long an address to upload to, and one to download from, can be used: seconds. */
const uploadLife = 300;
const downloadLife = 60;

const uploadKey = (ticketId: string, id: string): string => `uploads/${ticketId}/${id}`;
const fileKey = (ticketId: string, id: string): string => `files/${ticketId}/${id}`;
/** What a kept file's key names; null for any other key. */
export function fileNamed(key: string): { ticketId: string; id: string } | null {
  const [, ticketId, id] = /^files\/([^/]+)\/([^/]+)$/.exec(key) ?? [];
  return ticketId && id ? { ticketId, id } : null;
}
export const exportKey = (accountId: string, id: string): string => `exports/${accountId}/${id}.csv`;

/** A form to post the file with. Its policy fixes key, size, type and uploader: the SDK puts every field in it. */
export function uploadForm(
  ticketId: string,
  { id, size, contentType, uploadedBy }: Attachment,
): Promise<PresignedPost> {
  return createPresignedPost(s3, {
    Bucket,
    Key: uploadKey(ticketId, id),
    Fields: { "Content-Type": contentType, "x-amz-meta-uploader": uploadedBy.id },
    Conditions: [["content-length-range", size, size]],
    Expires: uploadLife,
  });
}

export type Upload = { version: string; etag: string; size: number; bytes: Uint8Array };

/** What lies where the client was told to upload, whose form has bounded its size; null where nothing does. */
export async function readUpload(ticketId: string, id: string): Promise<Upload | null> {
  try {
    const found = await s3.send(new GetObjectCommand({ Bucket, Key: uploadKey(ticketId, id) }));
    const bytes = (await found.Body?.transformToByteArray()) ?? new Uint8Array();
    return { version: found.VersionId ?? "null", etag: found.ETag ?? "", size: bytes.length, bytes };
  } catch (error) {
    if (error instanceof NoSuchKey) return null;
    throw error;
  }
}

/** Copies the version that was checked, and no other: gives the version of the copy. */
export async function keepUpload(
  ticketId: string,
  { id, contentType }: Attachment,
  version: string,
  condition: Pick<CopyObjectCommandInput, "IfNoneMatch"> = {},
): Promise<string> {
  const { VersionId } = await s3.send(
    new CopyObjectCommand({
      Bucket,
      Key: fileKey(ticketId, id),
      CopySource: `${Bucket}/${uploadKey(ticketId, id)}?versionId=${version}`,
      ContentType: contentType,
      MetadataDirective: "REPLACE",
      ...condition,
    }),
  );
  return VersionId ?? "null";
}

/** Likewise where there is no copy yet; null where there is, or another is being made at this moment. */
export async function keepFirst(ticketId: string, file: Attachment, version: string): Promise<string | null> {
  try {
    return await keepUpload(ticketId, file, version, { IfNoneMatch: "*" });
  } catch (error) {
    if (error instanceof Error && ["PreconditionFailed", "ConditionalRequestConflict"].includes(error.name))
      return null;
    throw error;
  }
}

/** A copy of an upload, and when it was made (milliseconds since 1970). */
export type Kept = Pick<Upload, "version" | "etag"> & { at: number };

/** The newest copy of an upload; null where there is none. A byte of it, since to ask for the head is one more command to load. */
export async function findKept(ticketId: string, id: string): Promise<Kept | null> {
  try {
    const Key = fileKey(ticketId, id);
    const found = await s3.send(new GetObjectCommand({ Bucket, Key, Range: "bytes=0-0" }));
    await found.Body?.transformToByteArray();
    return { version: found.VersionId ?? "null", etag: found.ETag ?? "", at: found.LastModified?.getTime() ?? 0 };
  } catch (error) {
    if (error instanceof NoSuchKey) return null;
    throw error;
  }
}

export async function deleteUpload(ticketId: string, id: string, version: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket, Key: uploadKey(ticketId, id), VersionId: version }));
}

export async function deleteFile(ticketId: string, id: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket, Key: fileKey(ticketId, id) }));
}

/** Deletes one version of a file for good. */
export async function deleteFileVersion(ticketId: string, id: string, version: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket, Key: fileKey(ticketId, id), VersionId: version }));
}

/** An address to download the checked version from, for a minute; browsers save it and do not show it. */
export const downloadAddress = (ticketId: string, { id, name, object }: Attachment) =>
  signedAddress({ key: fileKey(ticketId, id), object: object ?? null, name, type: "application/octet-stream" });

/** Likewise an export's file, in the version that was written down. */
export const exportAddress = (accountId: string, id: string, { object, name }: Pick<Stored, "object" | "name">) =>
  signedAddress({ key: exportKey(accountId, id), object, name, type: "text/csv; charset=utf-8" });

type Stored = { key: string; object: string | null; name: string; type: string };

async function signedAddress({ key, object, name, type }: Stored): Promise<{ url: string; expiresAt: string }> {
  const expiresAt = new Date(Date.now() + downloadLife * 1000).toISOString();
  const command = new GetObjectCommand({
    Bucket,
    Key: key,
    ...(object && object !== "null" && { VersionId: object }),
    ResponseContentDisposition: disposition(name),
    ResponseContentType: type,
    ResponseCacheControl: "private, no-store",
  });
  return { url: await getSignedUrl(s3, command, { expiresIn: downloadLife }), expiresAt };
}

/** RFC 6266: a plain name for old clients, and the real one in any script. */
function disposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
