import { useState } from 'react';
import { Choose } from './Choose.tsx';
import { Connect } from './Connect.tsx';
import { Practise } from './Practise.tsx';

/** The first start: language, then practice or a phone system, then the desk. */
export function FirstRun() {
  const [step, setStep] = useState<'choose' | 'practice' | 'connect'>('choose');
  const back = () => setStep('choose');
  switch (step) {
    case 'choose':
      return <Choose onPractice={() => setStep('practice')} onConnect={() => setStep('connect')} />;
    case 'practice':
      return <Practise onBack={back} />;
    case 'connect':
      return <Connect onBack={back} />;
  }
}
