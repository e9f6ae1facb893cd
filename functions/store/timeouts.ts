/**
 * How much longer than usual calls may take. The local cloud sets it: many Lambdas share a thread there, and a call that waits
 * for its turn looks like a connection that has died.
 */
const times = Number(process.env.TIMEOUTS_TIMES ?? 1);

const handler = (requestTimeout: number) => ({
  requestHandler: {
    connectionTimeout: 3_000 * times,
    requestTimeout: requestTimeout * times,
    throwOnRequestTimeout: true,
  },
});

/**
 * How long a call to AWS may take (milliseconds); then the SDK tries again on another connection. Without it, one that has died
 * in silence holds a Lambda until the Lambda itself is ended.
 */
export const quick = handler(6_000);
/** Likewise where files, e-mail and sign-ins are dealt with. */
export const slow = handler(15_000);
