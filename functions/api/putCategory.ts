import { routes } from "../contract/routes.ts";
import { putCategory } from "../domain/catalogue.ts";
import { administer } from "../http/administer.ts";
import { categoryWrites, findCategory } from "../store/catalogue.ts";
import { warningsOf } from "../store/organisation.ts";

export const handler = administer(routes.putCategory, {
  load: ({ params }) => findCategory(params.categoryId),
  decide: ({ params, body, loaded, account, act }) =>
    putCategory(loaded, { id: params.categoryId, ...body }, account, act),
  writes: categoryWrites,
  show: async (change) => ({ ...change.after, warnings: await warningsOf.category(change) }),
});
