/** Frames of text/event-stream (WHATWG HTML, server-sent events). */
export interface SseEvent {
  readonly id: string;
  readonly event: string;
  /** May hold line breaks: each line becomes a `data` line of its own. */
  readonly data: string;
}

const oneLine = (text: string): string => text.replace(/[\r\n\0]/g, ' ');

export function sseFrame({ id, event, data }: SseEvent): string {
  const lines = data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
  return `id: ${oneLine(id)}\nevent: ${oneLine(event)}\n${lines.join('')}\n`;
}

/** The first frame: how soon to come back, and from where, even when nothing was sent yet. It dispatches no event. */
export const sseOpening = (retryMs: number, id: string): string => `retry: ${retryMs}\nid: ${oneLine(id)}\n\n`;

export const sseHeartbeat = ': still here\n\n';
