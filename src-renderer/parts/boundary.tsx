import { Component, lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { say } from '../../src-shared/say.ts';

/** A part of the window whose file did not come: nobody answers, or another build took its place. */
class NotLoadedError extends Error {}

/** A part that is loaded when it is first shown. */
export function lazyPart<P extends object>(load: () => Promise<{ default: ComponentType<P> }>) {
  return lazy(() =>
    load().catch((cause: unknown) => {
      throw new NotLoadedError('A part of the window could not be loaded.', { cause });
    }),
  );
}

/** What befell a part: it did not come, or it broke. */
export type Failure = 'not_loaded' | 'broken';

/** What happened; what is kept; what to do. */
export const failureWords: Readonly<Record<Failure, { readonly what: string; readonly now: string }>> = {
  not_loaded: {
    what: say('This part of the window could not be loaded.'),
    now: say(
      'Nothing in the vault was changed. Reload the window; if that does not help, start Keywatch again.',
    ),
  },
  broken: {
    what: say('This part of the window stopped working.'),
    now: say('Everything in the vault is kept. Reload the window to go on.'),
  },
};

interface Props {
  /** What stands in the place of what failed. */
  renderFailed(failure: Failure): ReactNode;
  children: ReactNode;
}

/** Holds up what fails inside it, so that the rest of the window stays. Only a class can do this in React. */
export class Boundary extends Component<Props, { failure: Failure | null }> {
  override state: { failure: Failure | null } = { failure: null };

  static getDerivedStateFromError(error: unknown): { failure: Failure } {
    return { failure: error instanceof NotLoadedError ? 'not_loaded' : 'broken' };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    return failure === null ? this.props.children : this.props.renderFailed(failure);
  }
}

/** A part that comes later, and what stands there until it does, or when it does not. */
export function LaterPart({ renderFailed, waiting = null, children }: Props & { waiting?: ReactNode }) {
  return (
    <Boundary renderFailed={renderFailed}>
      <Suspense fallback={waiting}>{children}</Suspense>
    </Boundary>
  );
}
