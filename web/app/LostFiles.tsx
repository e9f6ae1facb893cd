import { Trans } from "@lingui/react/macro";
import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import { useLostFiles } from "../api/lostFiles.ts";
import { Toast } from "../parts/Toast.tsx";

/** Tells whoever left a page while files were being sent, wherever they are now, which ones have not arrived. */
export function LostFiles() {
  const [lost, forget] = useLostFiles();
  const message = (
    <>
      <Trans>These files have not arrived. Attach them again:</Trans>
      {lost.map(({ ticketId, name }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and none changes its place
        <span key={place} className="lost-file">
          <bdi>{name}</bdi> ·{" "}
          <Anchor component={Link} to={`/tickets/${ticketId}`} inherit className="ticket-id">
            {ticketId}
          </Anchor>
        </span>
      ))}
    </>
  );
  return <Toast told={lost.length > 0 ? { message } : null} close={forget} />;
}
