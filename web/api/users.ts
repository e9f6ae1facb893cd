import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { Sent } from "../../functions/contract/route.ts";
import type { routes } from "../../functions/contract/routes.ts";
import type { Account, Role } from "../../functions/domain/account.ts";
import { api } from "./client.ts";
import { meQuery } from "./me.ts";
import { useKey } from "./useKey.ts";

type PeopleFilters = { role?: Role | undefined; department?: string; q?: string };
export type NewPerson = Sent<typeof routes.createUser, "body">;
export type PersonEdit = Sent<typeof routes.changeUser, "body">;

export const peopleQuery = (filters: PeopleFilters) =>
  infiniteQueryOptions({
    queryKey: ["users", "list", filters],
    queryFn: async ({ pageParam }) => (await api.listUsers({ query: { ...filters, cursor: pageParam } })).body,
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });

export const personQuery = (id: string) =>
  queryOptions({ queryKey: ["users", id], queryFn: async () => (await api.getUser({ params: { userId: id } })).body });

/** The first few whose name or e-mail begins so; the first of all where nothing is given. */
export const someQuery = (q: string, role?: Role) =>
  queryOptions({
    queryKey: ["users", "some", q, role],
    queryFn: async () => (await api.listUsers({ query: { q, role, limit: 10 } })).body.items,
  });

/** All enabled accounts of a role, however many pages they take. */
export const everybodyOf = (role: Role) =>
  queryOptions({
    queryKey: ["users", "all", role],
    queryFn: async () => {
      const all: Account[] = [];
      let cursor: string | undefined;
      do {
        const { items, nextCursor } = (await api.listUsers({ query: { role, limit: 100, cursor } })).body;
        all.push(...items);
        cursor = nextCursor ?? undefined;
      } while (cursor);
      return all.filter(({ disabled }) => !disabled);
    },
    staleTime: 60_000,
  });

/** Makes an account. Sent again with the same content after a lost answer, it makes no second one. */
export function useCreatePerson() {
  const client = useQueryClient();
  const key = useKey();
  return useMutation({
    mutationFn: async (body: NewPerson) =>
      (await api.createUser({ body, headers: { "idempotency-key": key.of(body) } })).body,
    onSuccess: (account) => {
      key.answered();
      client.setQueryData(personQuery(account.id).queryKey, account);
      void client.invalidateQueries({ queryKey: ["users"] });
    },
  });
}

export function useChangePerson({ id }: Pick<Account, "id">) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: PersonEdit) => (await api.changeUser({ params: { userId: id }, body })).body,
    onSuccess: ({ warnings: _, ...account }) => {
      client.setQueryData(personQuery(id).queryKey, account);
      void client.invalidateQueries({ queryKey: ["users"] });
      void client.invalidateQueries({ queryKey: ["audit"] });
      if (client.getQueryData(meQuery.queryKey)?.id === id) void client.invalidateQueries();
    },
  });
}

/** Who asks again later than this means another reset: milliseconds. */
const sameReset = 60_000;

/** Asked again just after a lost answer, there is no second code. */
export const useResetPassword = (account: Pick<Account, "id">) =>
  useReset(account, async (reset) => (await api.resetPassword(reset)).body.sent);

export const useResetSecondFactor = (account: Pick<Account, "id">) => useReset(account, api.resetSecondFactor);

type Reset = { params: { userId: string }; headers: { "idempotency-key": string } };

function useReset<T>({ id }: Pick<Account, "id">, send: (reset: Reset) => Promise<T>) {
  const client = useQueryClient();
  const key = useKey(sameReset);
  return useMutation({
    mutationFn: () => send({ params: { userId: id }, headers: { "idempotency-key": key.of({ id }) } }),
    onSuccess: () => {
      key.answered();
      void client.invalidateQueries({ queryKey: ["audit"] });
    },
  });
}
