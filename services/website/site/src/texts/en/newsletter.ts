/** The newsletter's pages in English. */

export const newsletter = {
  title: "Newsletter",
  lead: "New gadgets by mail, now and then. One click ends it.",
  email: "Email address",
  submit: "Subscribe",
  sending: "Sending ...",
  sent: "Look into your mailbox",
  sentHelp: (hours: number) =>
    `If this address isn't subscribed yet, a mail is on its way. Its link confirms the address, for ${hours} hours.`,
  confirmTitle: "Confirm your address",
  confirmLead: "One click, and the newsletter comes to the address that got this link.",
  confirm: "Confirm",
  confirmed: "You are subscribed",
  confirmedHelp: "A welcome mail is on its way.",
  unsubscribeTitle: "Unsubscribe",
  unsubscribeLead: "The newsletter ends at once, and your address is deleted.",
  unsubscribe: "Unsubscribe",
  unsubscribed: "You are unsubscribed",
  unsubscribedHelp: "Your address is deleted. You are welcome back at any time.",
  noLink: "This page needs the link of a mail",
  noLinkHelp: "Open the link in the mail, or copy all of it.",
};
