/** A call that a colleague handed on, and what the customer said of the calls before. */
import type { Handover } from '../../shared/handover/types.ts';
import type { CallerContext } from '../../shared/people/types.ts';
import type { Tongue } from './people.ts';

export const handedBy = (t: Tongue): Handover => ({
  by: t === 'ar' ? 'رانيا خوري' : 'Rania Khoury',
  who: 'Layla Haddad',
  why: t === 'ar' ? 'عطل في الضاغط' : 'Compressor fault',
  note: t === 'ar' ? 'الإنذار E4 عاد بعد انقطاع الكهرباء.' : 'Alarm E4 is back after the power cut.',
  link: 'https://help.masar.example/cases/4711',
  script: null,
});

/** The latest call was rated, about the one before was asked. */
export function rated(context: CallerContext, t: Tongue): CallerContext {
  const comment = t === 'ar' ? 'انتظرت طويلًا' : 'I waited too long';
  const surveys = [
    { rating: 2, best: 5, comment },
    { rating: null, best: null, comment: null },
  ];
  const history = context.history.map((entry, i) => {
    const survey = surveys[i];
    return survey === undefined ? entry : { ...entry, survey };
  });
  return { ...context, history };
}
