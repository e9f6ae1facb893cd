import { routes } from "../contract/routes.ts";
import { putCategory } from "../domain/catalogue.ts";
import { warningsOf } from "../domain/gaps.ts";
import { administer } from "../http/administer.ts";
import { categoryWrites, findCategory } from "../store/catalogue.ts";
import { withOrganisation } from "../store/organisation.ts";

export const handler = administer(routes.putCategory, {
  load: ({ params }) => withOrganisation(findCategory(params.categoryId)),
  decide: ({ params, body, loaded: { found }, account, act }) =>
    putCategory(found, { id: params.categoryId, ...body }, account, act),
  writes: categoryWrites,
  show: (change, { organisation }) => ({ ...change.after, warnings: warningsOf.category(change, organisation) }),
});
