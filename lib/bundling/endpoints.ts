import type { Plugin } from "esbuild";

/** The first part of a service's host name, by the name of its client. */
const hosts: Record<string, string> = {
  apigatewaymanagementapi: "execute-api",
  "cognito-identity-provider": "cognito-idp",
  dynamodb: "dynamodb",
  s3: "s3",
  sesv2: "email",
  sfn: "states",
  sns: "sns",
  sqs: "sqs",
};

/**
 * Where a service is, without the SDK's rules: those cost 15 kB a bundle, 40 with S3, and a run of their interpreter at a
 * first call, to say the same. An address that is configured (AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_DYNAMODB and so on) goes
 * first. What has other names (FIPS, dual-stack, partitions apart) is refused loudly, not guessed.
 */
export const endpoints: Plugin = {
  name: "endpoints",
  setup({ onLoad }) {
    onLoad({ filter: /client-[\w-]+\/dist-es\/endpoint\/endpointResolver\.js$/ }, ({ path }) => {
      const client = /client-([\w-]+)\/dist-es/.exec(path)?.[1] ?? "";
      const host = hosts[client];
      if (!host) throw new Error(`lib/bundling/endpoints.ts does not know where ${client} is`);
      return { contents: `${common}${host === "s3" ? bucketResolver : resolver(host)}` };
    });
  },
};

const common = `
const suffixes = [[/^cn-[a-z]+-\\d+$/, "amazonaws.com.cn"], [/^[a-z]{2}(-gov)?-[a-z]+-\\d+$/, "amazonaws.com"]];
function addressOf(host, { Endpoint, Region, UseFIPS, UseDualStack }) {
  if (UseFIPS || UseDualStack) throw new Error("endpoints for FIPS and dual-stack are left out of bundles");
  if (Endpoint) return Endpoint;
  const [, suffix] = suffixes.find(([regions]) => regions.test(Region)) ?? [];
  if (!suffix) throw new Error("endpoints of region " + Region + " are left out of bundles: set AWS_ENDPOINT_URL");
  return "https://" + host + "." + Region + "." + suffix;
}`;

const resolver = (host: string): string => `
export const defaultEndpointResolver = (parameters) =>
  ({ url: new URL(addressOf("${host}", parameters)), headers: {}, properties: {} });`;

/** A bucket is part of the host name, or of the path where its name is none for a host or an address is configured. */
const bucketResolver = `
export const defaultEndpointResolver = (parameters) => {
  const { Bucket, Endpoint, ForcePathStyle, Region } = parameters;
  const url = new URL(addressOf("s3", parameters));
  if (Endpoint || ForcePathStyle || !/^[a-z0-9-]+$/.test(Bucket)) url.pathname += (url.pathname.endsWith("/") ? "" : "/") + Bucket;
  else url.host = Bucket + "." + url.host;
  const scheme = { name: "sigv4", disableDoubleEncoding: true, signingName: "s3", signingRegion: Region };
  return { url, headers: {}, properties: { authSchemes: [scheme] } };
};`;
