import { randomUUID } from "node:crypto";
import { plain } from "../plainText.ts";

export type FilesError = Error & { status: number; code: string; headers: Record<string, string> };

/** What S3 answers instead. */
export const filesError = (
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): FilesError => Object.assign(new Error(message), { status, code, headers });

export const isFilesError = (error: unknown): error is FilesError =>
  error instanceof Error && "code" in error && "status" in error;

export const denied = (message = "Access Denied"): FilesError => filesError(403, "AccessDenied", message);
export const mismatch = (): FilesError =>
  filesError(
    403,
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
  );
export const preconditionFailed = (): FilesError =>
  filesError(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");

export const xmlOf = ({ code, message }: FilesError): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${plain(message)}</Message>\
<RequestId>${randomUUID()}</RequestId><HostId>local</HostId></Error>`;
