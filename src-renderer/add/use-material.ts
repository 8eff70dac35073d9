import { useEffect, useRef, useState } from 'react';
import type { TryInput } from '../../src-shared/contract-input.ts';
import type { Found, Recognition, Trial } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { mayBeAsked } from './findings.ts';
import { met } from '../store/errors.ts';
import { useDesk } from '../store/desk.ts';

/** How far the question about a key that is not stored yet has come. */
export type Question =
  | { readonly phase: 'not_asked' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'answered'; readonly trial: Trial }
  | { readonly phase: 'failed'; readonly message: string };

/** What was pasted, as far as it may be known to what is drawn: everything but the secret. */
export interface Understood {
  readonly recognition: Recognition | null;
  readonly problem: string | null;
  readonly question: Question;
}

export type Where = Pick<TryInput, 'provider' | 'baseUrl' | 'api' | 'kind'>;

export interface Material extends Understood {
  /** The one credential found; null when there is none, or more than one. */
  readonly found: Found | null;
  take(text: string): Promise<void>;
  /** Adds what a cut-off paste lacks. */
  takeRest(rest: string): Promise<void>;
  /** Forgets the paste. */
  clear(): void;
  ask(where: Where): Promise<void>;
  stopAsking(): void;
  /** What is sent when it is saved; null when there is nothing. */
  toSend(): { readonly secret: string } | { readonly reference: string } | null;
  /** The paste itself, for the eye beside its mask. */
  peek(): string | null;
}

const nothing: Understood = { recognition: null, problem: null, question: { phase: 'not_asked' } };

/**
 * Holds a paste while it is looked at, tested and saved. The paste lives in a ref, is never in a component's state, and
 * is forgotten when the form goes.
 */
export function useMaterial(hint: string | null): Material {
  const { connection } = useDesk();
  const paste = useRef<string | null>(null);
  const turn = useRef(0);
  const asking = useRef<AbortController | null>(null);
  const [understood, setUnderstood] = useState<Understood>(nothing);

  const forget = () => {
    turn.current += 1;
    asking.current?.abort();
    asking.current = null;
    paste.current = null;
  };
  const forgetAtEnd = useRef(forget);
  useEffect(() => forgetAtEnd.current, []);

  const client = () => {
    const link = connection.get();
    return link.phase === 'connected' ? link.client : null;
  };
  const answer = (question: Question) => setUnderstood((before) => ({ ...before, question }));

  const take = async (text: string) => {
    forget();
    paste.current = text;
    const mine = turn.current;
    const known = client();
    if (known === null) return setUnderstood({ ...nothing, problem: say('Keywatch is not connected.') });
    try {
      const recognition = await known.profiles.recognise({ text, ...(hint !== null && { provider: hint }) });
      if (turn.current === mine) setUnderstood({ ...nothing, recognition });
    } catch (error) {
      if (turn.current === mine) setUnderstood({ ...nothing, problem: met(error).message });
    }
  };

  const found = understood.recognition?.found.length === 1 ? (understood.recognition.found[0] ?? null) : null;
  const toSend = () => {
    if (paste.current === null) return null;
    const reference = found?.reference ?? null;
    return reference === null ? { secret: paste.current } : { reference };
  };

  return {
    ...understood,
    found,
    take,
    takeRest: (rest) => take(`${(paste.current ?? '').trimEnd()}${rest.trim()}`),
    clear() {
      forget();
      setUnderstood(nothing);
    },
    async ask(where) {
      const known = client();
      const what = toSend();
      if (known === null || what === null || found === null || !mayBeAsked(found, where.provider)) return;
      asking.current?.abort();
      const own = new AbortController();
      asking.current = own;
      answer({ phase: 'asking' });
      try {
        const trial = await known.probes.trial({ ...what, ...where }, { signal: own.signal });
        if (asking.current === own) answer({ phase: 'answered', trial });
      } catch (error) {
        if (asking.current === own) answer({ phase: 'failed', message: met(error).message });
      }
    },
    stopAsking() {
      asking.current?.abort();
      asking.current = null;
      answer({ phase: 'not_asked' });
    },
    toSend,
    peek: () => paste.current,
  };
}
