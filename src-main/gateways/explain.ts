import type { ExplainInput } from '../../src-shared/contract-input.ts';
import type { Explanation } from '../../src-shared/contract-schema.ts';
import { explain } from '../providers/explain.ts';
import { gatewayReason } from './failures/failure-reason.ts';
import { rotatesOn } from './environment/key-rotation.ts';
import { gatewayNamed, type NamedGateway } from './systems.ts';

/** Whose rules hold for a gateway of which nothing is read: the release that was named, else the one it is known by. */
const rulesOf = ({ system, told }: NamedGateway) => told ?? system.generation;

/**
 * What an error means, and beside it what a gateway takes it for (D-B18): for RestFlow, which sorts no errors, nothing. Throws
 * `unknown_provider`, and `not_found` for a gateway that is none.
 */
export function explainFor(input: ExplainInput, now: number): Explanation {
  const explanation = explain(input, now);
  const { gateway = null, status = null, code = null, text = null, provider = null } = input;
  if (gateway === null) return explanation;
  const named = gatewayNamed(gateway);
  const generation = rulesOf(named);
  if (generation === null) return explanation;
  const message = text?.trim() ?? '';
  return {
    ...explanation,
    gatewayReason: gatewayReason({ status, code, message: text, provider }, generation),
    // A gateway judges that by its text alone, whatever the status was.
    gatewayRotates: message === '' ? null : named.system.rotatesKeys && rotatesOn(message, generation),
  };
}
