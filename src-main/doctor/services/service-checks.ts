import type { ServiceView } from '../../../src-shared/contract-keeping.ts';
import { telling } from '../../../src-shared/say.ts';
import { isLoose } from '../../gateways/stores/peer-file.ts';
import type { Surroundings } from '../../gateways/surroundings.ts';
import { providerByVariable } from '../../providers/variable-names.ts';
import type { Found } from '../circumstances.ts';
import type { Service, Services } from './service.ts';

/** A variable that a service's program uses here, and what it holds here. */
export interface Needed {
  /** A gateway's id, or `keywatch`. */
  program: string;
  name: string;
  value: string;
  /** What it is used for, in words that end a sentence: `OpenClaw uses for anthropic`. */
  why: string;
  /** Where the program finds it by itself, whoever starts it: its own `.env`, its configuration. */
  ownPlace: string | null;
}

const isSecretName = (name: string) =>
  providerByVariable(name) !== null || /_(?:API_)?(?:KEYS?|TOKEN|SECRET)(?:_\d+)?$/.test(name);

const neededBy = ({ program }: Service, needed: readonly Needed[]) =>
  needed.filter((each) => each.program === program);

const isLacking = ({ sees }: Service, { name, ownPlace }: Needed) =>
  ownPlace === null && (sees.get(name)?.value.trim() ?? '') === '';

function lacks(service: Service, needed: readonly Needed[]): Found[] {
  return neededBy(service, needed).flatMap((each): Found[] => {
    const seen = service.sees.get(each.name);
    const unsure = service.isWhole ? '' : telling(' (as far as its files tell)');
    if (isLacking(service, each))
      return [
        {
          id: 'service_without_key',
          severity: 'warn',
          what: telling(
            '{name} would not see {variable}{how}, which {why}: it is set here and not for services.',
            { name: service.name, variable: each.name, how: unsure, why: each.why },
          ),
          where: service.path,
          remedy: telling(
            'Store the key in the program’s own store, or name it in an EnvironmentFile of mode 0600.',
          ),
        },
      ];
    if (seen === undefined || seen.value.trim() === each.value.trim()) return [];
    return [
      {
        id: 'service_other_key',
        severity: 'warn',
        what: telling('{name} sees another {variable} than is set here, by {from}.', {
          name: service.name,
          variable: each.name,
          from: seen.from,
        }),
        where: service.path,
        remedy: telling('Take one of the two away, so that a test here says something of the service.'),
      },
    ];
  });
}

function inFiles({ name, files, path, missing }: Service): Found[] {
  const keys = files.flatMap((file) => {
    const names = file.names.filter(isSecretName);
    return names.length === 0 ? [] : [{ ...file, names }];
  });
  return [
    ...missing.map((lost): Found => ({
      id: 'service_file_missing',
      severity: 'bad',
      what: telling('{name} needs a file that is not there, so it will not start.', { name }),
      where: lost,
      remedy: telling('Put it back, or take it out of {path}.', { path }),
    })),
    ...keys.map(({ path: where, names }): Found => ({
      id: 'service_plaintext',
      severity: 'warn',
      what: telling('{name} is given {names} in clear; systemctl show and backups tell it too.', {
        name,
        names: names.join(', '),
      }),
      where,
      remedy: telling('Let the service read it from a store or a credential (LoadCredential) instead.'),
    })),
  ];
}

/** Files of services that hold keys, for whoever looks at modes. */
export function keyFilesOf({ found }: Services): { path: string; mode: number | null }[] {
  return found.flatMap(({ files }) => files.filter(({ names }) => names.some(isSecretName)));
}

export function serviceFindings({ found, problems }: Services, needed: readonly Needed[]): Found[] {
  return [
    ...problems.map(({ path, problem }): Found => ({
      id: 'service_unreadable',
      severity: 'info',
      what: telling('What this service is given is not known: {problem}.', { problem }),
      where: path,
      remedy: telling('Look at it yourself.'),
    })),
    ...found.flatMap((service) => [...lacks(service, needed), ...inFiles(service)]),
  ];
}

/** Which keys a service would see, by their names alone. */
export function serviceView(service: Service, needed: readonly Needed[]): ServiceView {
  const { name, path, program, sees, credentials, isWhole } = service;
  return {
    name,
    path,
    program,
    sees: [...sees].flatMap(([variable, { value, from }]) =>
      isSecretName(variable) && value.trim() !== '' ? [{ name: variable, from }] : [],
    ),
    credentials: [...credentials],
    lacks: [
      ...new Set(
        neededBy(service, needed)
          .filter((each) => isLacking(service, each))
          .map((each) => each.name),
      ),
    ],
    isWhole,
  };
}

export const looseKeyFiles = (services: Services, { platform }: Pick<Surroundings, 'platform'>) =>
  keyFilesOf(services).filter(({ mode }) => isLoose(mode, platform));
