/** Flags set after the opening; those set at the opening are the reasons for immediate escalation. */
export const secondReopenFlag = 'second_reopen';

/** The customer wrote after the end; removed when the complaint is reopened. */
export const wroteAfterEndFlag = 'customer_wrote_after_end';
