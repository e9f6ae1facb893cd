/** The socket only pushes: whatever a client sends is answered so, and changes nothing. */
export const handler = async () => ({
  statusCode: 200,
  body: JSON.stringify({ type: "error", detail: "this socket only pushes; use the API for everything else" }),
});
