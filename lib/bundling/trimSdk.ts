import { globSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/**
 * What of the SDK no Lambda of ours ever runs, and what stands there instead. A name that the SDK imports and that is
 * missing here fails the build; a file that it has moved, and so is taken after all, fails a test.
 */
export const instead: Record<string, string> = {
  // A Lambda finds its credentials in its environment: no files, no sign-in, no metadata service.
  "@aws-sdk/credential-provider-node": `export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";`,
  // DynamoDB tells its endpoints to SDKs that ask for them; nobody does.
  "@aws-sdk/middleware-endpoint-discovery": `
    export const resolveEndpointDiscoveryConfig = (config) => config;
    export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = ${unset()};`,
  // Checksums of S3 are asked for where an operation requires one, and none of ours does (store/files.ts). An upload in parts
  // calls the setting, as the SDK leaves it.
  "@aws-sdk/checksums/flexible-checksums": `
    export const resolveFlexibleChecksumsConfig = (config) =>
      Object.assign(config, { requestChecksumCalculation: async () => "WHEN_REQUIRED" });
    export const getFlexibleChecksumsPlugin = () => ({ applyToStack: () => {} });
    export const NODE_REQUEST_CHECKSUM_CALCULATION_CONFIG_OPTIONS = ${unset('"WHEN_REQUIRED"')};
    export const NODE_RESPONSE_CHECKSUM_VALIDATION_CONFIG_OPTIONS = ${unset('"WHEN_REQUIRED"')};`,
  // Streams are Node's, not those of browsers.
  "./sdk-stream-mixin.browser": `export const sdkStreamMixin = () => { throw new Error("no stream of Node"); };`,
  // To ask for the global of that name makes Node load all its web streams: 3 ms of a first call.
  "./stream-type-check": `
    export const isReadableStream = (stream) => stream?.constructor?.name === "ReadableStream";
    export const isBlob = (blob) => blob instanceof Blob;`,
  "./middleware-retry/isStreamingPayload/isStreamingPayload": `
    import { Readable } from "node:stream";
    export const isStreamingPayload = ({ body }) => body instanceof Readable;`,
  // Likewise `crypto`, which loads Web Crypto: Node's own module makes the same ids.
  "./uuid/v4": `
    import { randomUUID } from "node:crypto";
    export const bindV4 = () => () => randomUUID();`,
  "./getAwsChunkedEncodingStream.browser": `export const getAwsChunkedEncodingStream = undefined;`,
  // Dates are written as Node writes them. The readers of clients without schemas are nobody's, but their patterns are made at
  // each start.
  "./date-utils": `
    export const dateToUtcString = (date) => date.toUTCString();
    export const [parseRfc3339DateTime, parseRfc3339DateTimeWithOffset, parseRfc7231DateTime, parseEpochTimestamp] = [];`,
  // The bucket is an ordinary one, of one region.
  "@aws-sdk/signature-v4-multi-region": `
    export {
      SignatureV4SignWithCredentials,
      SignatureV4SignWithCredentials as SignatureV4MultiRegion,
    } from "@aws-sdk/signature-v4-multi-region/dist-es/SignatureV4SignWithCredentials.js";`,
  "../middleware-s3-express/classes/S3ExpressIdentityProviderImpl": `export class S3ExpressIdentityProviderImpl {}`,
  // No operation that we call streams events.
  "@smithy/core/event-streams": `
    export const resolveEventStreamSerdeConfig = (config) => config;
    export const eventStreamSerdeProvider = () => new EventStreamSerde();
    export class EventStreamSerde { constructor() { throw new Error("event streams are left out of bundles") } }`,
  // Node has these itself.
  ...Object.fromEntries(
    ["Sha256Js", "Sha1Js", "Md5Js"].map((name) => [`./${name}`, `export const ${name} = undefined;`]),
  ),
  // Settings come from the environment or are the SDK's own: an error and its stack for each place where one is not, times ten
  // settings, would be a good part of a first call.
  ...Object.fromEntries(
    ["./node-config-provider/configLoader", "../node-config-provider/configLoader"].map((path) => [
      path,
      `export const loadConfig = ({ environmentVariableSelector, default: fallback }) => {
        let found;
        return () => (found ??= (async () =>
          environmentVariableSelector(process.env) ?? (typeof fallback === "function" ? fallback() : fallback))());
      };`,
    ]),
  ),
  // No client has a logger, and still each call would be gone through for what must not be logged.
  "./middleware-logger/loggerMiddleware": `
    export const [loggerMiddleware, loggerMiddlewareOptions] = [];
    export const getLoggerPlugin = () => ({ applyToStack: () => {} });`,
  // An answer is one stream of Node: no need to pipe it into another.
  ...Object.fromEntries(
    ["./util-stream/stream-collector", "./stream-collector"].map((path) => [
      path,
      `export const streamCollector = (stream) => new Promise((resolve, reject) => {
        const chunks = [];
        stream.on("data", (chunk) => chunks.push(chunk)).on("error", reject).on("end", () => resolve(Buffer.concat(chunks)));
      });`,
    ]),
  ),
  // Retries are the standard ones, and the region stands in the environment.
  "../util-retry/AdaptiveRetryStrategy": `export class AdaptiveRetryStrategy {}`,
  ...Object.fromEntries(
    ["../config-resolver/regionConfig/getInstanceMetadataRegion", "./getInstanceMetadataRegion"].map((path) => [
      path,
      `export const getInstanceMetadataRegion = async () => undefined;`,
    ]),
  ),
  // Rules of endpoints are not asked (lib/bundling/endpoints.ts): nor are their functions, and the table of all regions.
  "./util-endpoints/aws": `export const awsEndpointFunctions = undefined;`,
  // The lists of all types that file-type knows, which it offers and does not use.
  "./supported.js": `export const [extensions, mimeTypes] = [[], []];`,
  // What the reader of archives in it says while it works.
  debug: `export default () => () => {};`,
};

/** The errors of the SDK that functions/ tells apart by their classes, and one whose class has it tried again. */
const caught: ReadonlySet<string> = new Set([
  "ReplicatedWriteConflictException",
  ...globSync("functions/**/*.ts").flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/instanceof (\w+)/g)].map(([, error]) => error ?? ""),
  ),
]);

/** A setting that nobody makes. */
function unset(fallback = "undefined"): string {
  return `{ environmentVariableSelector: () => undefined, configFileSelector: () => undefined, default: ${fallback} }`;
}

/** Leaves out of the SDK what a Lambda never runs. */
export const trimSdk: Plugin = {
  name: "trimSdk",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path }) => (Object.hasOwn(instead, path) ? { path, namespace: "trimSdk" } : null));
    onLoad({ filter: /.*/, namespace: "trimSdk" }, ({ path }) => ({ contents: instead[path] ?? "", resolveDir: "." }));
    onLoad({ filter: /client-[\w-]+\/dist-es\/schemas\/schemas_0\.js$/ }, async ({ path }) => ({
      contents: removable(await readFile(path, "utf8")),
    }));
    onLoad({ filter: /lib-dynamodb\/dist-es\/pagination\/\w+\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(" = createPaginator(", " = /* @__PURE__ */ createPaginator("),
    }));
    // Clients import their package.json for the version in it.
    onLoad({ filter: /node_modules.*package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, "utf8")) as { version: string };
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};

/**
 * Schemas with computed names in them look to esbuild as if making them did something: with the names in place, those that
 * nothing uses go. Errors that nobody here catches by their class come as their client's general one, under their own name.
 */
function removable(schemas: string): string {
  const names = new Map([...schemas.matchAll(/^const (_\w+) = (".*");$/gm)].map(([, name, text]) => [name, text]));
  return schemas
    .replace(/\[(_\w+)\]:/g, (computed, name: string) => (names.has(name) ? `${names.get(name)}:` : computed))
    .replace(/^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm, (line, error: string) =>
      caught.has(error) ? line : "",
    );
}
