import { requests } from "./demoRequests.ts";
import {
  assigned,
  cancelled,
  closed,
  edited,
  held,
  noted,
  reopened,
  resolved,
  resumed,
  type Story,
  said,
  started,
} from "./demoStory.ts";

const [finance, engineering] = ["user.finance", "user.engineering"];
const [headOfFinance, headOfEngineering] = ["hod.finance", "hod.engineering"];
const [ana, bo, itHead] = ["tech.ana", "tech.bo", "ithead"];

/** Tickets that need no approval: who raised them when, and what happened then, each some hours after what came before. */
const issues: Story[] = [
  {
    ...{ who: finance, daysAgo: 29, category: "hardware-issue", priority: "high" },
    title: "Laptop does not wake up from sleep",
    text: "Since Monday my laptop stays black when I open the lid. The fan runs, the power light is on. Only holding the power button helps, and then everything that was open is gone.",
    next: [
      assigned(ana, 1.5),
      started(0.5),
      noted(ana, 0.2, "Same model as the three of last month: firmware 1.14 fixes it."),
      said(finance, 1, "I am in meeting room 4 until noon, the laptop is on my desk."),
      resolved(3, "Updated the firmware to 1.14. Slept and woke up five times in a row."),
      closed(20, "Works, thank you!"),
    ],
  },
  {
    ...{ who: engineering, daysAgo: 27, category: "network-issue", priority: "critical" },
    title: "Build server unreachable from the second floor",
    text: "Nobody on the second floor reaches build-02 since about 8:40. Ping times out. From the first floor it works.",
    next: [
      assigned(bo, 0.2),
      started(0.1),
      said(bo, 0.3, "The switch in the second floor rack has lost its uplink. I am on the way."),
      resolved(1.2, "A transceiver of the uplink had failed. Replaced it with a spare; all ports are up."),
      closed(2),
    ],
  },
  {
    ...{ who: headOfFinance, daysAgo: 26, category: "software-issue", priority: "medium" },
    title: "Month-end report prints with cut-off columns",
    text: "The consolidated report loses its two right columns on paper. On the screen they are there. A4, landscape, printer FIN-2.",
    next: [
      assigned(ana, 5),
      started(16),
      resolved(2, "The driver had gone back to Letter after an update. Set to A4 for everybody who uses FIN-2."),
      reopened(22, "Still cut off when I print from the web version."),
      resolved(4, "The web version has a paper size of its own; set in your profile, and described on the help page."),
      closed(30),
    ],
  },
  {
    ...{ who: engineering, daysAgo: 24, category: "other", priority: "low" },
    title: "Adapter for the projector in room 12",
    text: "The projector has HDMI only and half of us have USB-C. Could one adapter stay in the room?",
    next: [
      assigned(bo, 26),
      started(20),
      resolved(1, "An adapter is in the room, tied to the cable."),
      closed(168, "Closed after a week without a word."),
    ],
  },
  {
    ...{ who: finance, daysAgo: 22, category: "software-issue", priority: "high" },
    title: "Bank file is refused: wrong character set",
    text: "The payment run of today was refused by the bank: invalid character in line 214. The supplier has an umlaut in its name, which never was a problem before.",
    next: [
      said(headOfFinance, 0.5, "Salaries go out on Thursday with the same export, so please look at it before then."),
      assigned(ana, 0.5),
      started(0.2),
      noted(
        ana,
        2,
        "The export writes UTF-8 since the update of last weekend, the bank wants ISO 8859-1. There is a switch for it.",
      ),
      resolved(1.5, "The export writes ISO 8859-1 again. The bank has accepted the file."),
      closed(3, "Accepted, thank you for the quick help."),
    ],
  },
  {
    ...{ who: engineering, daysAgo: 20, category: "hardware-issue", priority: "medium" },
    title: "Docking station drops the second screen",
    text: "Several times a day the second screen goes dark for some seconds and comes back. The cable has been swapped already.",
    next: [
      assigned(bo, 3),
      started(4),
      held(2, "Waiting for a replacement from the manufacturer."),
      resumed(96),
      resolved(1, "Replaced the docking station."),
      closed(24),
    ],
  },
  {
    ...{ who: finance, daysAgo: 17, category: "other", priority: "low" },
    title: "Shared mailbox for travel expenses",
    text: "We would like one address for receipts, invoices@..., that Priya and Fatima can both read.",
    next: [cancelled(30, "We use the form in the expense tool instead.")],
  },
  {
    ...{ who: headOfEngineering, daysAgo: 15, category: "network-issue", priority: "high" },
    title: "VPN drops every twenty minutes",
    text: "Working from home the VPN is cut off about every twenty minutes and I have to sign in again. Two of my team see the same.",
    next: [
      assigned(bo, 2),
      started(1),
      said(headOfEngineering, 3, "It happens on the train as well, so it is not my line at home."),
      noted(bo, 18, "Idle timeout of the new gateway is 20 min, and our keepalive is 30. Change request is in."),
      resolved(26, "Shortened the keepalive to 5 minutes. No drop in 24 hours with three test users."),
      closed(20),
    ],
  },
  {
    ...{ who: engineering, daysAgo: 13, category: "software-issue", priority: "medium" },
    title: "IDE index never finishes on the monorepo",
    text: "After the last update indexing stays at 98 % and uses a whole core. Deleting the cache helps until the next start.",
    next: [
      edited(engineering, 1, { title: "IDE index never finishes on the big repository" }),
      assigned(ana, 4),
      started(3),
      held(5, "Reported to the vendor (case 88213); they ask us to wait for 2.4.1."),
      said(ana, 120, "2.4.1 is announced for next week. Until then 2.3.9 is in the software centre."),
    ],
  },
  {
    ...{ who: finance, daysAgo: 9, category: "hardware-issue", priority: "low" },
    title: "Keyboard: the E needs two attempts",
    text: "The E key reacts only when pressed hard. It is the external keyboard, four years old.",
    next: [
      assigned(bo, 20),
      started(4),
      resolved(22, "Replaced the keyboard from stock."),
      said(finance, 3, "Thank you, much better."),
      closed(1),
    ],
  },
  {
    ...{ who: engineering, daysAgo: 6, category: "network-issue", priority: "medium" },
    title: "Wi-Fi in the lab is slower than a phone",
    text: "In the lab next to the test chamber we get 2 Mbit/s. Two metres outside the door it is 200.",
    next: [
      assigned(bo, 6),
      started(18),
      noted(
        bo,
        4,
        "The chamber's shielding shadows the access point. A second one on the inside wall would do: 180 EUR, from my budget.",
      ),
      held(1, "An access point is ordered and comes on Friday."),
    ],
  },
  {
    ...{ who: headOfFinance, daysAgo: 5, category: "software-issue", priority: "high" },
    title: "Approval mails end up in the junk folder",
    text: "Mails of the ticket desk are marked as junk since this week. I have found four of them only by chance.",
    next: [
      assigned(ana, 1),
      started(2),
      resolved(20, "The desk's address is on the allow list of the mail filter now. Old mails were moved back."),
    ],
  },
  {
    ...{ who: finance, daysAgo: 4, category: "network-issue", priority: "medium" },
    title: "Printer FIN-2 is offline every morning",
    text: "Until somebody switches it off and on again. Yesterday and today it was like that.",
    next: [
      assigned(bo, 2),
      started(3),
      said(bo, 1, "It loses its address at night. I have given it a fixed one; please tell me how it is tomorrow."),
      resolved(20, "Fixed address. Online this morning without a restart."),
    ],
  },
  {
    ...{ who: engineering, daysAgo: 3, category: "hardware-issue", priority: "critical" },
    title: "Test bench PC smells burnt and went off",
    text: "The PC of bench 3 went off with a smell of burnt plastic. We have pulled the plug. The measurements of this week are on its disk.",
    next: [
      assigned(ana, 0.2),
      started(0.3),
      said(ana, 1, "The power supply is gone. The disk looks fine, I am copying it now."),
      noted(ana, 2, "Out of warranty since June. Proposing a replacement instead of a repair."),
    ],
  },
  {
    ...{ who: finance, daysAgo: 2.5, category: "software-issue", priority: "medium" },
    title: "Spreadsheet with macros opens read-only",
    text: "The forecast workbook opens read-only for me, but not for Fatima. The message speaks of a blocked macro.",
    next: [assigned(ana, 3), started(20), said(finance, 2, "It is \\\\share\\finance\\forecast.xlsm.")],
  },
  {
    ...{ who: headOfEngineering, daysAgo: 2, category: "other", priority: "low" },
    title: "Label printer for the component store",
    text: "Can the old label printer from the mail room be used in our component store? It needs a driver.",
    next: [assigned(bo, 20)],
  },
  {
    ...{ who: engineering, daysAgo: 1.5, category: "software-issue", priority: "high" },
    title: "Certificate of the internal package mirror has expired",
    text: "All builds that install packages fail with CERT_HAS_EXPIRED since this morning.",
    next: [assigned(bo, 0.5), said(bo, 0.2, "The new certificate is ordered, I put it in as soon as it is there.")],
  },
  {
    ...{ who: itHead, daysAgo: 1.2, category: "hardware-issue", priority: "medium" },
    title: "Spare laptops: three batteries are swollen",
    text: "Found when checking the pool. They are in the fire-safe box; please dispose of them and order new ones.",
    next: [assigned(ana, 1)],
  },
  {
    ...{ who: finance, daysAgo: 0.9, category: "software-issue", priority: "medium" },
    title: "Cannot open PDF attachments in the archive",
    text: "The archive shows a grey page in place of the invoice. In another browser it works.",
    next: [edited(finance, 0.5, { priority: "high" })],
  },
  {
    ...{ who: engineering, daysAgo: 0.4, category: "hardware-issue", priority: "low" },
    title: "Headset microphone is very quiet",
    text: "Others hear me only when the level is at maximum. It is fine on another laptop.",
    next: [],
  },
  {
    ...{ who: finance, daysAgo: 0.2, category: "network-issue", priority: "critical" },
    title: "No connection to the ERP in the whole department",
    text: "Since a few minutes nobody in Finance reaches the ERP. Mail and the intranet work.",
    next: [said(headOfFinance, 0.2, "Same here. The payment run has to be out by four.")],
  },
  {
    ...{ who: "tech.bo", daysAgo: 0.1, category: "other", priority: "low" },
    title: "Key for the rack on the third floor",
    text: "The key is not at the reception any more. Who has it?",
    next: [],
  },
];

export const stories: readonly Story[] = [...issues, ...requests];
