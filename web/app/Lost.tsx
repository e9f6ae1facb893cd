import { Trans } from "@lingui/react/macro";
import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import { type Lost as LostOne, useLost } from "../api/lost.ts";
import { Toast } from "../parts/Toast.tsx";

/** Tells whoever left a page before the answer came, wherever they are now, what has not arrived. */
export function Lost() {
  const [lost, forget] = useLost();
  const files = lost.filter(({ what }) => what === "file");
  const others = lost.filter(({ what }) => what !== "file");
  const message = (
    <>
      {files.length > 0 && <Trans>These files have not arrived. Attach them again:</Trans>}
      <Lines of={files} />
      {others.length > 0 && <Trans>This could not be sent. What you wrote is kept:</Trans>}
      <Lines of={others} />
    </>
  );
  return <Toast told={lost.length > 0 ? { message } : null} close={forget} />;
}

const Lines = ({ of }: { of: readonly LostOne[] }) =>
  of.map((one, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and none changes its place
    <span key={place} className="lost-one">
      <Words of={one} />
    </span>
  ));

function Words({ of: one }: { of: LostOne }) {
  if (one.what === "ticket") {
    return (
      <Anchor component={Link} to="/tickets/new" inherit>
        <Trans>New ticket</Trans>
      </Anchor>
    );
  }
  const { ticketId } = one;
  return (
    <>
      {one.what === "file" && <bdi>{one.name}</bdi>}
      {one.what === "comment" && <Trans>Comment</Trans>}
      {one.what === "decision" && <Trans>Decision</Trans>} ·{" "}
      <Anchor component={Link} to={`/tickets/${ticketId}`} inherit className="ticket-id">
        {ticketId}
      </Anchor>
    </>
  );
}
