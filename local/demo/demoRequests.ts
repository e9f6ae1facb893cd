import {
  approve,
  assigned,
  cancelled,
  closed,
  edited,
  noted,
  reject,
  resolved,
  type Story,
  said,
  started,
} from "./demoStory.ts";

const [finance, engineering] = ["user.finance", "user.engineering"];
const [headOfFinance, headOfEngineering] = ["hod.finance", "hod.engineering"];
const [ana, bo, itHead] = ["tech.ana", "tech.bo", "ithead"];

/** Tickets that need the approval of the head of department and of the IT head. */
export const requests: Story[] = [
  {
    ...{ who: finance, daysAgo: 28, category: "license-request", priority: "medium" },
    title: "Licence for the planning tool",
    text: "I take over the rolling forecast from October on and need a licence of the planning tool (editor, not viewer).",
    next: [
      approve(headOfFinance, 4, "Planned in the budget, cost centre 4410."),
      approve(itHead, 20, "Two seats are free in the contract."),
      assigned(ana, 1),
      started(3),
      resolved(2, "The seat is yours; the tool is in the software centre."),
      closed(24, "Installed, it works."),
    ],
  },
  {
    ...{ who: engineering, daysAgo: 25, category: "new-equipment", priority: "high" },
    title: "Oscilloscope with four channels for bench 2",
    text: "The old one has two channels and one of them is broken. Offer attached to the purchase file: 2,140 EUR.",
    next: [
      approve(headOfEngineering, 6),
      said(itHead, 10, "Is this IT equipment? It goes on our budget only if it is connected to the network."),
      said(engineering, 2, "It is: results are read over the network by the test server."),
      approve(itHead, 8, "Fine then."),
      assigned(bo, 2),
      started(24),
      resolved(120, "Delivered, inventory number 30771, connected to the lab network."),
      closed(6),
    ],
  },
  {
    ...{ who: finance, daysAgo: 23, category: "upgrade", priority: "low" },
    title: "Bigger screen for the accounts desk",
    text: "27 inches would let us see ledger and receipt side by side.",
    next: [reject(headOfFinance, 30, "Not in this year's budget. Please ask again in January.")],
  },
  {
    ...{ who: engineering, daysAgo: 21, category: "license-request", priority: "medium" },
    title: "Second licence of the circuit simulator",
    text: "Two of us share one floating licence and wait for each other most afternoons.",
    next: [
      approve(headOfEngineering, 3, "Yes, this costs us more than the licence."),
      reject(
        itHead,
        28,
        "The free edition covers what you simulate; Bo helps you to move. Let us look again in three months.",
      ),
    ],
  },
  {
    ...{ who: headOfFinance, daysAgo: 19, category: "new-equipment", priority: "medium" },
    title: "Document scanner for the archive project",
    text: "Some 14,000 pages are to be scanned by the end of the year. A scanner with a feeder does 60 pages a minute.",
    next: [
      approve("admin", 26, "Decided in place of the head of department, who asked for it."),
      approve(itHead, 4),
      assigned(ana, 3),
      started(20),
      noted(ana, 2, "The driver needs the 64-bit package, not the one on the disc."),
      resolved(72, "Installed in the archive room, with a shortcut to the project's folder."),
      closed(24),
    ],
  },
  {
    ...{ who: engineering, daysAgo: 16, category: "upgrade", priority: "high" },
    title: "64 GB of memory for the simulation workstation",
    text: "The thermal model of the new housing needs 50 GB and the machine has 32. It swaps for hours.",
    next: [
      approve(headOfEngineering, 1, "Needed for the review on the 20th."),
      approve(itHead, 5),
      assigned(bo, 1),
      started(48),
      resolved(3, "64 GB installed and tested over night."),
      closed(12, "The model runs in 40 minutes now."),
    ],
  },
  {
    ...{ who: finance, daysAgo: 12, category: "license-request", priority: "low" },
    title: "PDF editor for contract annexes",
    text: "I have to merge and redact annexes about once a week.",
    next: [approve(headOfFinance, 8), cancelled(20, "The legal department does it for us from now on.")],
  },
  {
    ...{ who: "tech.ana", daysAgo: 11, category: "new-equipment", priority: "medium" },
    title: "Network tester for the field kit",
    text: "The old tester does not know 2.5 Gbit/s. We need it for the new access points.",
    next: [
      approve("admin", 4),
      approve(itHead, 3),
      assigned(bo, 1),
      started(40),
      said(bo, 1, "Ordered, delivery in ten days."),
    ],
  },
  {
    ...{ who: engineering, daysAgo: 8, category: "new-equipment", priority: "medium" },
    title: "Standing desk frame for the soldering place",
    text: "For three of us of different height, at one place.",
    next: [reject(headOfEngineering, 16, "Please ask facilities; this is no IT equipment.")],
  },
  {
    ...{ who: finance, daysAgo: 7, category: "upgrade", priority: "medium" },
    title: "Windows 11 for the till computer",
    text: "The till computer still runs the old system and the bank's driver ends its support in spring.",
    next: [approve(headOfFinance, 5), approve(itHead, 18, "Goes with the migration of next month."), assigned(ana, 20)],
  },
  {
    ...{ who: engineering, daysAgo: 4.5, category: "license-request", priority: "high" },
    title: "Static analysis licence for the firmware team",
    text: "The customer asks for MISRA reports with every delivery. Five developers, one year.",
    next: [
      said(headOfEngineering, 4, "Which offer is it, the one with or without training?"),
      said(engineering, 2, "Without; we know the tool."),
      approve(headOfEngineering, 1),
      approve(itHead, 30, "Approved. Please order for a year only."),
    ],
  },
  {
    ...{ who: headOfEngineering, daysAgo: 3.2, category: "upgrade", priority: "medium" },
    title: "Faster disk for the version control server",
    text: "Clones take nine minutes. The disk is at its limit all day.",
    next: [approve("admin", 20), approve(itHead, 6, "Agreed, and overdue.")],
  },
  {
    ...{ who: finance, daysAgo: 1.1, category: "license-request", priority: "medium" },
    title: "Licence for the tax software, new release",
    text: "The release of this year needs a licence of its own. We file on the 10th.",
    next: [approve(headOfFinance, 6, "Please, before the 10th.")],
  },
  {
    ...{ who: engineering, daysAgo: 0.95, category: "new-equipment", priority: "high" },
    title: "Replacement for the PC of test bench 3",
    text: "Its power supply has burnt and a repair does not pay. Same class as bench 1, with two network cards.",
    next: [
      approve(headOfEngineering, 1, "Bench 3 stands still without it."),
      said(ana, 2, "I have put together a list of parts that are in stock."),
    ],
  },
  {
    ...{ who: finance, daysAgo: 0.8, category: "new-equipment", priority: "low" },
    title: "Second screen for working at home",
    text: "For the two days a week at home. Any 24 inch from stock will do.",
    next: [],
  },
  {
    ...{ who: engineering, daysAgo: 0.6, category: "license-request", priority: "medium" },
    title: "Seat in the design tool for an intern",
    text: "From the first of next month, for six months.",
    next: [
      edited(engineering, 1, {
        description: "From the first of next month, for six months. Viewer would not do: she draws.",
      }),
    ],
  },
  {
    ...{ who: headOfFinance, daysAgo: 0.5, category: "upgrade", priority: "medium" },
    title: "More mailbox space for the invoices address",
    text: "It is at 48 of 50 GB and may not be emptied before the audit.",
    next: [],
  },
  {
    ...{ who: itHead, daysAgo: 0.3, category: "license-request", priority: "medium" },
    title: "Ten more seats of the remote support tool",
    text: "The technicians share four seats and have to end each other's sessions.",
    next: [],
  },
];
