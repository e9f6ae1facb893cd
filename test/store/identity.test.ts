import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test, vi } from "vitest";

/* Cognito, which refuses a call about somebody who is disabled, as it does some: no engine does. */
const asked: string[] = [];
let refusal = "NotAuthorizedException";
const cognito = createServer((request, response) => {
  const call = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
  asked.push(call);
  const refuses = call === "AdminUserGlobalSignOut";
  const body = refuses ? { __type: refusal, message: "User is disabled." } : {};
  request.resume().on("end", () => response.writeHead(refuses ? 400 : 200).end(JSON.stringify(body)));
});
await new Promise<void>((listening) => cognito.listen(0, "127.0.0.1", listening));
afterAll(() => cognito.close());
const { port } = cognito.address() as AddressInfo;
vi.stubEnv("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", `http://127.0.0.1:${port}`);
vi.stubEnv("AWS_REGION", "eu-central-1");
vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
vi.stubEnv("USER_POOL_ID", "eu-central-1_pool");
const { disableSignIn } = await import("../../functions/store/identity.ts");

test("who is disabled counts as signed out where the user pool will not hear of them, so that what follows is done", async () => {
  await disableSignIn("one");
  expect(asked).toEqual(["AdminDisableUser", "AdminUserGlobalSignOut"]);
});

test("any other refusal to sign somebody out is none to go on from", async () => {
  refusal = "InvalidParameterException";
  await expect(disableSignIn("one")).rejects.toMatchObject({ name: "InvalidParameterException" });
});
