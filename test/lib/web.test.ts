import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { actionsOf, resourcesOf, statementsOf, synthesize } from "./synthesized.ts";

const own = {
  appUrl: "https://desk.example.org",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000",
};
const templates = synthesize({ stage: "production" });
const { web } = templates;
type Behavior = Record<string, unknown> & { ResponseHeadersPolicyId: { Ref: string } };
type Config = {
  DefaultCacheBehavior: Behavior;
  CacheBehaviors: Behavior[];
  Origins: Record<string, unknown>[];
} & Record<string, unknown>;
const configOf = (template: typeof web): Config =>
  resourcesOf(template, "AWS::CloudFront::Distribution")[0]?.[1].Properties.DistributionConfig as Config;
const config = configOf(web);
const [api] = config.CacheBehaviors;
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const allButHost = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

type Headers = {
  SecurityHeadersConfig: Record<string, Record<string, unknown>>;
  CustomHeadersConfig?: { Items: { Header: string; Value: string }[] };
};
function headersOf({ ResponseHeadersPolicyId }: Behavior): Headers {
  const found = resourcesOf(web, "AWS::CloudFront::ResponseHeadersPolicy").find(
    ([id]) => id === ResponseHeadersPolicyId.Ref,
  );
  return found?.[1].Properties.ResponseHeadersPolicyConfig as Headers;
}

/** What is known at deployment only stands as <what it is>. */
const textOf = (value: unknown): string => {
  if (typeof value === "string") return value;
  const joined = (value as { "Fn::Join"?: [string, unknown[]] })["Fn::Join"];
  return joined ? joined[1].map(textOf).join("") : `<${JSON.stringify(value).replaceAll('"', "'")}>`;
};

/** Where CloudFormation takes the name of something of CloudFront's from. */
const nameIn = (properties: Record<string, unknown>): string => {
  const config = properties.ResponseHeadersPolicyConfig ?? properties.OriginAccessControlConfig ?? properties;
  return textOf((config as { Name: unknown }).Name);
};

test("the API answers on the client's own domain: uncached, with all that was sent, the Authorization header too", () => {
  expect(api).toMatchObject({
    PathPattern: "/v1/*",
    CachePolicyId: cachingDisabled,
    OriginRequestPolicyId: allButHost,
    AllowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
    ViewerProtocolPolicy: "https-only",
    Compress: false,
  });
  expect(api).not.toHaveProperty("FunctionAssociations");
  const origin = config.Origins.find(({ Id }) => Id === api?.TargetOriginId);
  expect(origin).toMatchObject({ CustomOriginConfig: { OriginProtocolPolicy: "https-only" } });
  expect(textOf(origin?.DomainName)).toMatch(/^<.*ApiHttp.*>\.execute-api\./);
});

test("no page of errors takes the place of what the API answers, and a failure is nobody's but who asked", () => {
  const responses = config.CustomErrorResponses as { ErrorCode: number }[];
  // CloudFront keeps these without regard to Cache-Control, or where the answer has none (HTTPStatusCodes.html).
  expect(responses.map(({ ErrorCode }) => ErrorCode)).toEqual([404, 405, 414, 500, 501, 502, 503, 504]);
  for (const response of responses) expect(response).toEqual({ ErrorCode: response.ErrorCode, ErrorCachingMinTTL: 0 });
});

test("what CloudFront names once for a whole account has the region in its name, and is short enough", () => {
  const longest = { stage: "production", name: "a-help-desk-of-an-organisation-" };
  const named = resourcesOf(synthesize(longest).web).filter(([, { Type }]) =>
    /^AWS::CloudFront::(?!Distribution)/.test(Type),
  );
  expect(named).toHaveLength(4);
  for (const [id, { Type, Properties }] of named) {
    const name = nameIn(Properties);
    expect(name, id).toContain("<{'Ref':'AWS::Region'}>");
    const inFull = name.replace(/<.*>/, "ap-southeast-1");
    expect(inFull.length, id).toBeLessThanOrEqual(Type.endsWith("ResponseHeadersPolicy") ? 128 : 64);
  }
});

test("the files come from a private bucket that only this distribution reads, compressed, over HTTP/2 and 3", () => {
  expect(config).toMatchObject({
    HttpVersion: "http2and3",
    DefaultCacheBehavior: { Compress: true, ViewerProtocolPolicy: "redirect-to-https" },
  });
  web.resourceCountIs("AWS::CloudFront::OriginAccessControl", 1);
  web.hasResourceProperties("AWS::S3::Bucket", {
    PublicAccessBlockConfiguration: {
      ...{ BlockPublicAcls: true, BlockPublicPolicy: true },
      ...{ IgnorePublicAcls: true, RestrictPublicBuckets: true },
    },
  });
  const [policy] = resourcesOf(web, "AWS::S3::BucketPolicy").map(([, { Properties }]) => Properties.PolicyDocument);
  const { Statement } = policy as { Statement: Record<string, unknown>[] };
  const allowed = Statement.filter(({ Effect }) => Effect === "Allow");
  expect(allowed.map(({ Action }) => Action).sort()).toEqual(["s3:GetObject", "s3:ListBucket"]);
  for (const { Principal, Condition } of allowed) {
    expect(Principal).toEqual({ Service: "cloudfront.amazonaws.com" });
    expect(JSON.stringify(Condition)).toContain('"AWS:SourceArn"');
  }
});

test("a page runs no script but its own, is shown in no other page, and sends to this deployment only", () => {
  const { SecurityHeadersConfig: headers } = headersOf(config.DefaultCacheBehavior);
  const policy = textOf(headers.ContentSecurityPolicy?.ContentSecurityPolicy);
  const rules = Object.fromEntries(policy.split("; ").map((rule) => [rule.split(" ")[0], rule.split(" ").slice(1)]));
  expect(rules).toMatchObject({
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
  });
  expect(rules["connect-src"]).toEqual([
    "'self'",
    expect.stringMatching(/^https:\/\/cognito-idp\./),
    expect.stringMatching(/^<.*SocketsApi.*ApiEndpoint.*>$/),
    expect.stringMatching(/^https:\/\/<.*Files.*RegionalDomainName.*>$/),
  ]);
  expect(policy).not.toMatch(/ \*|https: |unsafe-eval/);
});

test("browsers keep to TLS for two years, on pages and API, and on no other host of the domain", () => {
  for (const behavior of [config.DefaultCacheBehavior, api as Behavior])
    expect(headersOf(behavior).SecurityHeadersConfig).toMatchObject({
      StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: false },
      ContentTypeOptions: { Override: true },
    });
  expect(headersOf(config.DefaultCacheBehavior).SecurityHeadersConfig).toMatchObject({
    FrameOptions: { FrameOption: "DENY" },
    ReferrerPolicy: { ReferrerPolicy: "same-origin" },
  });
  const { Items = [] } = headersOf(config.DefaultCacheBehavior).CustomHeadersConfig ?? {};
  expect(Items.map(({ Header, Value }) => `${Header}: ${Value}`)).toEqual([
    "permissions-policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy: same-origin",
  ]);
});

test("files named by content are kept for ever, the pages and what they are told are asked for each time", () => {
  const copies = resourcesOf(web, "Custom::CDKBucketDeployment").map(([, { Properties }]) => Properties);
  expect(copies).toMatchObject([
    {
      Exclude: ["*"],
      Include: ["assets/*"],
      Prune: false,
      SystemMetadata: { "cache-control": "public, max-age=31536000, immutable" },
    },
    { Exclude: ["assets/*"], SystemMetadata: { "cache-control": "no-cache" } },
  ]);
  const [, pages] = resourcesOf(web, "Custom::CDKBucketDeployment") as unknown as [
    unknown,
    [string, { DependsOn: string[] }],
  ];
  expect(pages[1].DependsOn.join()).toContain("Assets");
});

/** What the client's config.json takes from the deployment. */
const toldBy = (template: typeof web) => {
  const [, pages] = resourcesOf(template, "Custom::CDKBucketDeployment").map(([, { Properties }]) => Properties);
  return textOf(pages?.SourceMarkers);
};

test("the client is told this deployment's user pool, its client there, and its own address", () => {
  expect(toldBy(web)).toMatch(
    /'DomainName'.*AWS::Region.*AWS::Region.*:ExportsOutputRefDataUsers\w+'.*DataUsersClient/,
  );
  expect(textOf(web.findOutputs("ClientUrl").ClientUrl?.Value)).toMatch(/^https:\/\/<.*Distribution.*'DomainName'.*>$/);
});

test("what copies the client reads what was staged and writes its one bucket, and no more", () => {
  const [role] = resourcesOf(web, "AWS::IAM::Role").find(([id]) => id.startsWith("WebContent"))!;
  const may = statementsOf(web, role).map((one) => [actionsOf(one).join(), JSON.stringify(one.Resource)]);
  expect(may).toEqual([
    ["logs:CreateLogStream,logs:PutLogEvents", expect.stringContaining("ContentLog")],
    ["s3:GetObject", expect.stringContaining("-assets-")],
    ["s3:ListBucket", expect.stringContaining("WebFiles")],
    ["s3:AbortMultipartUpload,s3:DeleteObject,s3:PutObject", expect.stringContaining("WebFiles")],
  ]);
});

test("with a certificate the client has its own domain and TLS 1.2 at least, and is told that domain", () => {
  const withOwn = synthesize(own).web;
  expect(configOf(withOwn)).toMatchObject({
    Aliases: ["desk.example.org"],
    ViewerCertificate: { AcmCertificateArn: own.certificateArn, MinimumProtocolVersion: "TLSv1.2_2021" },
  });
  expect(config).not.toHaveProperty("Aliases");
  expect(toldBy(withOwn)).not.toContain("DomainName");
  expect(withOwn.findOutputs("*")).toEqual({
    ClientUrl: { Value: "https://desk.example.org" },
    DistributionDomain: { Value: { "Fn::GetAtt": [expect.stringContaining("Distribution"), "DomainName"] } },
  });
});

test("a certificate without an address, or of another region, is refused", () => {
  const { certificateArn, appUrl } = own;
  expect(() => synthesize({ certificateArn })).toThrow(/^context/);
  expect(() => synthesize({ appUrl: "http://desk.example.org", certificateArn })).toThrow(/^context/);
  expect(() => synthesize({ appUrl, certificateArn: certificateArn.replace("us-east-1", "eu-west-1") })).toThrow(
    /^context/,
  );
});

type Rewrite = (event: { request: { uri: string } }) => { uri: string };
const script = readFileSync("lib/web/webRewrite.js", "utf8");
const rewrite = new Function(`${script}; return handler;`)() as Rewrite;

test.each([
  ["/", "/index.html"],
  ["/tickets/T-7K3M9QX", "/index.html"],
  ["/people/0b9d1f9e-2d51-4c64-9d39-2f1b0a2a8f11", "/index.html"],
  ["/docs", "/docs/index.html"],
  ["/docs/", "/docs/index.html"],
  ["/config.json", "/config.json"],
  ["/assets/index-abc.js", "/assets/index-abc.js"],
  ["/assets/gone.js", "/assets/gone.js"],
])("%s is the file %s", (address, file) => {
  expect(rewrite({ request: { uri: address } }).uri).toBe(file);
});

test("the rewriting is what the template deploys, before the cache", () => {
  const [deployed] = resourcesOf(web, "AWS::CloudFront::Function").map(([, { Properties }]) => Properties);
  expect(deployed).toMatchObject({
    FunctionCode: script,
    FunctionConfig: { Runtime: "cloudfront-js-2.0" },
    AutoPublish: true,
  });
  expect(config.DefaultCacheBehavior.FunctionAssociations).toMatchObject([{ EventType: "viewer-request" }]);
});
