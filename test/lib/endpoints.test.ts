import type { Plugin } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";
import { endpoints } from "../../lib/bundling/endpoints.ts";
import { bundledModule } from "./bundledModule.ts";

/** Where bundles find a service is where the SDK's own rules find it, in each part of AWS that is supported. */
type Found = { url: URL; properties?: { authSchemes?: unknown } };
type Resolve = (parameters: Record<string, unknown>) => Found;

const clients = ["cognito-identity-provider", "dynamodb", "s3", "sesv2", "sfn", "sns", "sqs"];
const regions = ["eu-central-1", "us-east-1", "ap-southeast-2", "us-gov-west-1", "cn-north-1"];
const off = { UseFIPS: false, UseDualStack: false, ForcePathStyle: false, Accelerate: false, UseGlobalEndpoint: false };
const resolvers: Record<string, { rules: Resolve; ours: Resolve }> = {};

async function resolverOf(client: string, plugins: Plugin[]): Promise<Resolve> {
  const file = `@aws-sdk/client-${client}/dist-es/endpoint/endpointResolver.js`;
  type Module = { defaultEndpointResolver: Resolve };
  return (await bundledModule<Module>(`export * from "${file}";`, plugins)).defaultEndpointResolver;
}

beforeAll(async () => {
  for (const client of [...clients, "apigatewaymanagementapi"]) {
    resolvers[client] = { rules: await resolverOf(client, []), ours: await resolverOf(client, [endpoints]) };
  }
}, 30_000);

function expectSame(client: string, parameters: Record<string, unknown>) {
  const { rules, ours } = resolvers[client] as { rules: Resolve; ours: Resolve };
  const [theirs, mine] = [rules({ ...off, ...parameters }), ours({ ...off, ...parameters })];
  expect(mine.url.href).toBe(theirs.url.href);
  expect(mine.properties?.authSchemes).toEqual(theirs.properties?.authSchemes);
}

describe.each(clients)("%s", (client) => {
  const bucket = client === "s3" ? { Bucket: "desk-files-1x2y" } : {};

  test.each(regions)("is at the same address in %s", (Region) => expectSame(client, { Region, ...bucket }));

  test("is where it is configured to be", () =>
    expectSame(client, { Region: "eu-central-1", Endpoint: "http://127.0.0.1:4566", ...bucket }));

  test.each([{ UseFIPS: true }, { UseDualStack: true }])("is refused, and not guessed, for %o", (asked) => {
    const parameters = { ...off, ...asked, Region: "us-east-1", ...bucket };
    expect(() => resolvers[client]?.ours(parameters)).toThrow("left out of bundles");
  });

  test("is refused, and not guessed, in a part of AWS with other names", () => {
    for (const Region of ["us-iso-east-1", "eusc-de-east-1", "eu-isoe-west-1"]) {
      expect(() => resolvers[client]?.ours({ ...off, Region, ...bucket })).toThrow(Region);
    }
  });
});

test("a bucket whose name is none for a host stands in the path", () =>
  expectSame("s3", { Region: "eu-central-1", Bucket: "desk.files" }));

test("sockets are pushed to at the address of their stage", () =>
  expectSame("apigatewaymanagementapi", {
    Region: "eu-central-1",
    Endpoint: "https://abc.execute-api.eu-central-1.amazonaws.com/v1",
  }));
