/* Which file an address of the web client is: run by CloudFront before its cache, and by the local cloud.
   Pages have no extension and are all the one page of the client; what has one is a file or is missing. */
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
function handler(event) {
  const request = event.request;
  if (/^\/docs\/?$/.test(request.uri)) request.uri = "/docs/index.html";
  else if (!/\.[^/]+$/.test(request.uri)) request.uri = "/index.html";
  return request;
}
