import type { Alert } from '../../src-shared/contract-schema.ts';
import { redact } from '../providers/redact.ts';

/** What leaves the window of a notice. Never holds a secret. */
export type Message = Pick<
  Alert,
  'id' | 'kind' | 'severity' | 'profile' | 'provider' | 'title' | 'body' | 'at'
>;

/** The same with whatever looks like a key blotted out: a name is what somebody typed, and this may leave the machine. */
export function cleaned(message: Message): Message {
  return { ...message, title: redact(message.title), body: redact(message.body) };
}

/** The form in which programs and servers get a notice; docs/service.md describes it. `text` is what chat servers show. */
export function messageDocument({ at, ...message }: Message): string {
  return JSON.stringify({
    schema: 'keywatch.notice/1',
    ...message,
    at: new Date(at).toISOString(),
    text: `${message.title}\n${message.body}`,
  });
}

/** The same for scripts that read no JSON. */
export function messageVariables(message: Message): Record<string, string> {
  const { id, kind, severity, profile, provider, title, body } = message;
  const variables = {
    KEYWATCH_NOTICE_ID: id,
    KEYWATCH_NOTICE_KIND: kind,
    KEYWATCH_NOTICE_SEVERITY: severity,
    KEYWATCH_NOTICE_PROFILE: profile ?? '',
    KEYWATCH_NOTICE_PROVIDER: provider,
    KEYWATCH_NOTICE_TITLE: title,
    KEYWATCH_NOTICE_BODY: body,
  };
  // A name may hold a NUL, with which no program can be started.
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, value.replaceAll('\0', ' ')]),
  );
}
