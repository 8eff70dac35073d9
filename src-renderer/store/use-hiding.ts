import { coverNames } from '../../src-shared/cover-names.ts';
import { say } from '../../src-shared/say.ts';
import { useDesk, useHeld } from './desk.ts';
import { nothingHidden, type Hiding } from './hiding.ts';

const sign = '••••';

/** For dialogs that show what the picture does not hold: files, backups, other tools, the access log. */
export function useHiding(): Hiding {
  const { windowSettings, picture, unveiled } = useDesk();
  const { privacy } = useHeld(windowSettings);
  const known = useHeld(picture.profiles);
  if (!privacy) return nothingHidden;
  const nameOf = (id: string) => known.find((profile) => profile.id === id)?.name;
  const told = unveiled.profiles
    .get()
    .flatMap(({ id, name }) => [id, name].map((text) => ({ text, stand: nameOf(id) ?? sign })));
  return {
    isOn: true,
    nameOf: (id) => nameOf(id) ?? say('A profile that is not here'),
    value: () => sign,
    sentence: (text, more = []) =>
      coverNames(text, [...told, ...more.map((word) => ({ text: word, stand: sign }))]),
  };
}
