import { routes } from "../contract/routes.ts";
import { putDepartment } from "../domain/catalogue.ts";
import { warningsOf } from "../domain/gaps.ts";
import { administer } from "../http/administer.ts";
import { departmentWrites, findDepartment } from "../store/catalogue.ts";
import { withOrganisation } from "../store/organisation.ts";

export const handler = administer(routes.putDepartment, {
  load: ({ params }) => withOrganisation(findDepartment(params.departmentId)),
  decide: ({ params, body, loaded: { found }, account, act }) =>
    putDepartment(found, { id: params.departmentId, ...body }, account, act),
  writes: departmentWrites,
  show: (change, { organisation }) => ({ ...change.after, warnings: warningsOf.department(change, organisation) }),
});
