/** How the service words what people can meet at a field; `faultWords` says each in their language. */
export const faultPatterns = {
  missing: /^(is missing|must not be empty)$/,
  tooLong: /^must have at most \d+ characters$/,
  noEmail: /^is not an e-mail address$/,
  noPhone: /^is not a phone number /,
  notTexted: /^must begin with /,
  notToBeChosen: /^(there is no|the) (category|department) /,
  noDepartment: /^only administrators have no department$/,
  taken: /^there is an account /,
};
