/** Flags that come after the opening; those of the opening are the reasons of the policy that hold then. */
export const secondReopenFlag = 'second_reopen';

/** Of a complaint whose customer wrote again after its end, until it is reopened. */
export const wroteAfterEndFlag = 'customer_wrote_after_end';
