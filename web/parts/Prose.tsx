import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { ticketIdForm } from "../../functions/domain/ticketId.ts";
import classes from "./prose.module.css";

/** What a person wrote: as it is, line by line, in its own direction. Addresses and ticket ids become links, nothing else. */
export function Prose({ text }: { text: string }) {
  return (
    <div className={classes.prose} dir="auto">
      {linked(text)}
    </div>
  );
}

const address = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/;
const links = new RegExp(`(${address.source}|\\b${ticketIdForm.source}\\b)`);

// A pattern with one group: every second part is a link.
const linked = (text: string): ReactNode[] =>
  text.split(links).map((part, index) => {
    if (index % 2 === 0) return part;
    const key = `${index}`;
    return part.startsWith("http") ? (
      <Anchor key={key} href={part} target="_blank" rel="noopener noreferrer nofollow" inherit>
        {part}
      </Anchor>
    ) : (
      <Anchor key={key} component={Link} to={`/tickets/${part}`} inherit className={classes.id}>
        {part}
      </Anchor>
    );
  });
