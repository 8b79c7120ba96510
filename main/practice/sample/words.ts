/** Text of the sample stands in both languages; the one the agent works in is kept. */
export type Language = 'en' | 'ar';

export interface Words {
  en: string;
  ar: string;
}

export const words = (en: string, ar: string): Words => ({ en, ar });

export const STAFF = {
  tariq: words('Tariq Nasser', 'طارق ناصر'),
  hamad: words('Hamad Al-Qahtani', 'حمد القحطاني'),
  dana: words('Dana Petrova', 'دانا بتروفا'),
  maha: words('Maha Al-Zahrani', 'مها الزهراني'),
} as const;
