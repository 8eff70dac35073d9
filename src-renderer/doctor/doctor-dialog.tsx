import { useState } from 'react';
import type { Examination } from '../../src-shared/contract-keeping.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { DialogFrame, DialogPage } from '../parts/dialog.tsx';
import { DialogSays } from '../parts/dialog-foot.tsx';
import { Glyph, Turning } from '../parts/glyph.tsx';
import { useCanChange, useDesk } from '../store/desk.ts';
import { Findings } from './findings.tsx';
import { FixPage } from './fix-page.tsx';
import { ServiceTable } from './service-table.tsx';
import { ToolTable } from './tool-table.tsx';
import { useDiagnosis } from './use-diagnosis.ts';

/** What is wrong with the vault and around it; what takes no decision is set right on request. */
export default function DoctorDialog() {
  const { view } = useDesk();
  const canChange = useCanChange();
  const { examination, failure, asking, look } = useDiagnosis();
  const [fixing, setFixing] = useState(false);
  const close = () => view.back();
  const fixable = examination?.findings.filter((each) => each.fixable && !each.fixed) ?? [];
  if (fixing && examination !== null)
    return (
      <DialogFrame onClose={close}>
        <FixPage
          findings={fixable}
          asking={asking}
          failure={failure?.message ?? null}
          onBack={() => setFixing(false)}
          onFix={async () => {
            if ((await look(true)) !== null) setFixing(false);
          }}
          onClose={close}
        />
      </DialogFrame>
    );
  return (
    <DialogFrame onClose={close}>
      <DialogPage
        title={say('What is wrong')}
        onClose={close}
        says={
          <DialogSays
            failure={examination === null ? null : (failure?.message ?? null)}
            otherwise={examination === null ? '' : remark(examination)}
          />
        }
        acts={
          <>
            <Button size="large" isDisabled={asking} onPress={() => void look()}>
              {say('Look again')}
            </Button>
            {fixable.length > 0 && canChange ? (
              <Button size="large" look="primary" onPress={() => setFixing(true)}>
                {say('Set {count, plural, one {# thing} other {# things}} right…', {
                  count: fixable.length,
                })}
              </Button>
            ) : (
              <Button size="large" onPress={close}>
                {say('Close')}
              </Button>
            )}
          </>
        }
      >
        <div className="doctor" role="region" aria-label={say('Findings')} tabIndex={0}>
          {examination === null ? (
            <p className="soft waits" role="status">
              {failure === null ? <Turning /> : <Glyph shape="triangle" tone="warn" />}
              {failure?.message ?? say('Looking at the vault and at what lies around it')}
            </p>
          ) : (
            <>
              <Findings findings={examination.findings} />
              <ToolTable tools={examination.tools} />
              <ServiceTable services={examination.services} />
            </>
          )}
        </div>
      </DialogPage>
    </DialogFrame>
  );
}

function remark({ findings }: Examination): string {
  const fixed = findings.filter((each) => each.fixed).length;
  return fixed > 0
    ? say('{count, plural, one {# thing was} other {# things were}} set right', { count: fixed })
    : say('As Keywatch sees it where it runs; nothing was changed');
}
