import { readFileSync } from "node:fs";
import { Duration, Stack } from "aws-cdk-lib";
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  type IOrigin,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import type { Construct } from "constructs";
import { type Connections, contentSecurityPolicy, permissionsPolicy } from "./webHeaders.ts";

/** Everything but the API: a file, or the one page of the client. What it answers is the same for everybody. */
export const clientBehavior = (scope: Construct, origin: IOrigin, connections: Connections): BehaviorOptions => ({
  origin,
  viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
  allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
  cachePolicy: CachePolicy.CACHING_OPTIMIZED,
  compress: true,
  functionAssociations: [{ function: rewriting(scope), eventType: FunctionEventType.VIEWER_REQUEST }],
  responseHeadersPolicy: new ResponseHeadersPolicy(scope, "PageHeaders", {
    responseHeadersPolicyName: nameOf(scope, "page"),
    securityHeadersBehavior: {
      ...always,
      contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(connections), override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: "permissions-policy", value: permissionsPolicy, override: true },
        { header: "cross-origin-opener-policy", value: "same-origin", override: true },
      ],
    },
  }),
});

/** The API as it is: nothing is cached, and all that was sent goes on, the Authorization header too. */
export const apiBehavior = (scope: Construct, domain: string): BehaviorOptions => ({
  origin: new HttpOrigin(domain),
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  allowedMethods: AllowedMethods.ALLOW_ALL,
  cachePolicy: CachePolicy.CACHING_DISABLED,
  compress: false, // which would make ETags weak, and If-Match wants strong ones
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  responseHeadersPolicy: new ResponseHeadersPolicy(scope, "ApiHeaders", {
    responseHeadersPolicyName: nameOf(scope, "api"),
    securityHeadersBehavior: always,
  }),
});

/** What belongs to CloudFront has one name in all regions of an account: the same desk may stand in two of them. */
export function nameOf(scope: Construct, what: string): string {
  const { stackName, region } = Stack.of(scope);
  return `${stackName}-${what}-${region}`;
}

/** Maps each address to a file. Custom error responses cannot do it: they would replace the API's own 403 and 404, too. */
const rewriting = (scope: Construct) =>
  new EdgeFunction(scope, "Rewrite", {
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(readFileSync(new URL("./webRewrite.js", import.meta.url), "utf8")),
  });

const always: ResponseSecurityHeadersBehavior = {
  strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: false, override: true },
  contentTypeOptions: { override: true },
};
