import type { Role } from "../../functions/domain/account.ts";

/* What is offered to whom. It protects nothing: that does the API. */

/** Those who decide on approvals. */
export const deciders: readonly Role[] = ["hod", "it_head", "admin"];
/** Those who may look into the directory. */
export const directoryReaders: readonly Role[] = ["hod", "it_head", "admin"];
