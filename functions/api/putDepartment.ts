import { routes } from "../contract/routes.ts";
import { putDepartment } from "../domain/catalogue.ts";
import { administer } from "../http/administer.ts";
import { departmentWrites, findDepartment } from "../store/catalogue.ts";
import { warningsOf } from "../store/organisation.ts";

export const handler = administer(routes.putDepartment, {
  load: ({ params }) => findDepartment(params.departmentId),
  decide: ({ params, body, loaded, account, act }) =>
    putDepartment(loaded, { id: params.departmentId, ...body }, account, act),
  writes: departmentWrites,
  show: async (change) => ({ ...change.after, warnings: await warningsOf.department(change) }),
});
