import { randomInt } from "node:crypto";
import { join } from "node:path";
import { Router } from "cognito-local/lib/server/Router.js";
import type { Context } from "cognito-local/lib/services/context.js";
import { type User, UserPoolServiceImpl } from "cognito-local/lib/services/userPoolService.js";
import { countAttempts } from "./cognitoPasswords.ts";
import { openStore } from "./cognitoStore.ts";
import { openTokens } from "./cognitoTokens.ts";

export type { User };
/** An e-mail of the pool's; `username` is the name that it knows the person by. */
export type CognitoMessage = {
  to: string;
  username: string;
  kind: "invitation" | "passwordReset" | "verification";
  code: string;
};
export type PoolOptions = {
  dataDir: string;
  userPoolId: string;
  clientId: string;
  /** Gets each e-mail that the pool would send. */
  onMessage?: (message: CognitoMessage) => void;
};
export type Pool = ReturnType<typeof openPool>;

const quiet = () => {};
const logger: Context["logger"] = { child: () => logger, debug: quiet, info: quiet, warn: quiet, error: quiet };
const kinds: Record<string, CognitoMessage["kind"]> = {
  AdminCreateUser: "invitation",
  ForgotPassword: "passwordReset",
};

/** One user pool of cognito-local with one client, its services put together from the parts that work. */
export function openPool({ dataDir, userPoolId, clientId, onMessage = quiet }: PoolOptions) {
  const { store, saved } = openStore(join(dataDir, "cognito.json"), { Users: {}, Groups: {} });
  const tokens = openTokens(join(dataDir, "cognito-key.pem"), userPoolId, clientId);
  const clock = { get: () => new Date() };
  const options = { Id: userPoolId, UsernameAttributes: ["email"], MfaConfiguration: "OPTIONAL" };
  const users = new UserPoolServiceImpl(store, clock, store, options);
  const client = { UserPoolId: userPoolId, ClientId: clientId, ClientName: "local" };
  const router = Router({
    clock,
    cognito: {
      getUserPool: async () => users,
      getUserPoolForClientId: async () => users,
      getAppClient: async () => client,
    },
    messages: {
      deliver: async (...[, source, , , user, code, , to]: [...Parameters<DeliverMessage>]) =>
        onMessage({ to: to.Destination, username: user.Username, kind: kinds[source] ?? "verification", code }),
    },
    otp: () => String(randomInt(1_000_000)).padStart(6, "0"),
    tokenGenerator: tokens.generator,
    triggers: { enabled: () => false },
  } as unknown as Services);

  return {
    userPoolId,
    clientId,
    tokens,
    saved,
    deliver: onMessage,
    attempts: countAttempts(),
    /** Sign-ins that wait for the answer to a challenge: cognito-local itself accepts any answer to any session. */
    sessions: new Map<string, { username: string; challenge: string; until: number }>(),
    /** Runs a call of cognito-local as it is. */
    run: (target: string, request: object, more: object = {}): Promise<Answer> =>
      router(target)({ logger, ...more } as Context, request),
    find: (name: string): Promise<User | null> => users.getUserByUsername({ logger }, name),
    findByRefreshToken: (token: string): Promise<User | null> => users.getUserByRefreshToken({ logger }, token),
    save: (user: User): Promise<void> => users.saveUser({ logger }, user),
  };
}

type Services = Parameters<typeof Router>[0];
type DeliverMessage = Services["messages"]["deliver"];
export type Answer = {
  ChallengeName?: string | undefined;
  Session?: string | undefined;
  AuthenticationResult?: Record<string, unknown> | undefined;
  [field: string]: unknown;
};
