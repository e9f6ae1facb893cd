import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { forLambda } from "../../lib/bundling/bundle.ts";
import { bundledModule } from "./bundledModule.ts";

/** Addresses to upload to and to download from are signed in bundles as the SDK signs them. */
type Signed = { address: string; form: { url: string; fields: Record<string, string> } };
const contents = `
  import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
  import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
  import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
  export async function sign(settings) {
    const s3 = new S3Client(settings);
    const [Bucket, Key] = ["desk-files-1x2y", "files/T-1/ä b"];
    const address = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key, VersionId: "v1" }), { expiresIn: 60 });
    return { address, form: await createPresignedPost(s3, { Bucket, Key, Fields: { "Content-Type": "text/plain" } }) };
  }`;
type Signing = { sign: (settings: object) => Promise<Signed> };
let [bundled, own]: Signing[] = [];

beforeAll(async () => {
  [bundled, own] = await Promise.all([
    bundledModule<Signing>(contents, forLambda.plugins),
    bundledModule<Signing>(contents, []),
  ]);
  vi.setSystemTime("2026-11-26T10:00:00Z");
}, 60_000);
afterAll(() => {
  vi.useRealTimers();
});

test.each(["eu-central-1", "us-east-1", "cn-north-1"])("in %s", async (region) => {
  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret", sessionToken: "session" };
  const settings = {
    region,
    credentials,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  };
  expect(await bundled?.sign(settings)).toEqual(await own?.sign(settings));
});
