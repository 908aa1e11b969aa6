/** Whether the next heading takes the focus, so that a screen reader reads the page that was gone to. */

export const attention = { wanted: false };
