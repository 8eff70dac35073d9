import { telling } from '../../src-shared/say.ts';
import type { ProgramStore } from './by-program.ts';
import { fieldOf, jsonObject, unusable } from './one-secret.ts';

const name = 'AWS Secrets Manager';

/** The region stands in a secret's ARN: arn:partition:secretsmanager:region:account:secret:name. */
const regionOf = (place: string) => /^arn:[\w-]+:secretsmanager:([\w-]+):/.exec(place)?.[1];

/**
 * https://docs.aws.amazon.com/cli/latest/reference/secretsmanager/get-secret-value.html; what its codes mean:
 * https://docs.aws.amazon.com/cli/latest/topic/return-codes.html; the exceptions:
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export const aws: ProgramStore = {
  name,
  programs: ['aws'],
  timeoutMs: 20_000,
  silentWith: 'always',
  args({ place }) {
    const region = regionOf(place);
    return [
      'secretsmanager',
      'get-secret-value',
      '--secret-id',
      place,
      '--output',
      'json',
      ...(region === undefined ? [] : ['--region', region]),
    ];
  },
  // A pager would wait for a key. The first version reads its region from AWS_DEFAULT_REGION alone, and five attempts last
  // nearly as long as it is waited for.
  env: ({ AWS_DEFAULT_REGION, AWS_REGION, AWS_MAX_ATTEMPTS = '2' }) => {
    const region = AWS_DEFAULT_REGION || AWS_REGION;
    return {
      AWS_PAGER: '',
      AWS_MAX_ATTEMPTS,
      ...(region === undefined ? {} : { AWS_DEFAULT_REGION: region }),
    };
  },
  says: [
    [/ResourceNotFoundException/, 'missing'],
    [/AccessDenied(?:Exception)?|not authorized|DecryptionFailure/, 'denied'],
    [
      /ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|SSO|locate credentials|retriev\w+ (?:token|credentials)|could not be found\)?$|partial credentials|has expired/im,
      'not_signed_in',
    ],
    [/specify a region|InvalidRegion/, 'not_set_up'],
    [/connect to the endpoint|connect timeout|read timeout|SSL validation/i, 'unreachable'],
    [/InvalidRequestException|marked for deletion/, 'missing'],
  ],
  secret(stdout, wanted) {
    const answer = jsonObject(stdout);
    const text = answer?.['SecretString'];
    if (typeof text !== 'string') {
      if (answer?.['SecretBinary'] === undefined) return null;
      throw unusable(wanted, name, telling('it is binary'), telling('keep the key there as text'));
    }
    const fields = jsonObject(text);
    return fields === null && wanted.field === null
      ? text
      : fieldOf(fields ?? {}, wanted.field, wanted, name);
  },
  install: telling('install the AWS command line'),
  signIn: telling('run aws sso login or aws configure, with the region, and try again'),
};
