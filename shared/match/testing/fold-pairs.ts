/** Five hundred pairs of spellings of one name: what is typed, and how it stands in somebody's address book. */

/** Names as they are typed in a hurry, and as they are written with care. */
const written = `احمد أحمد|ابراهيم إبراهيم|اسماء أسماء|اسيا آسيا|امال آمال|ادم آدم|ايه آية|اسامه أسامة|انس أنس|ايمان إيمان|اسراء إسراء|
اسماعيل إسماعيل|اسحاق إسحاق|الياس إلياس|امين أمين|امينه أمينة|اميره أميرة|اروي أروى|اماني أماني|انور أنور|اكرم أكرم|اشرف أشرف|
ايوب أيوب|امجد أمجد|اياد إياد|ايهاب إيهاب|ابتسام إبتسام|الاء آلاء|الفت ألفت|اسيل أسيل|فاطمه فاطمة|عائشه عائشة|خديجه خديجة|
حليمه حليمة|سميه سمية|ساره سارة|نوره نورة|هاله هالة|رانيه رانية|جميله جميلة|كريمه كريمة|سلوي سلوى|ليلي ليلى|هدي هدى|مني منى|
نجوي نجوى|سلمي سلمى|يحيي يحيى|موسي موسى|عيسي عيسى|مصطفي مصطفى|مرتضي مرتضى|مجتبي مجتبى|بشري بشرى|ذكري ذكرى|رضوي رضوى|
هاني هانئ|فواد فؤاد|مومن مؤمن|رووف رؤوف|لوي لؤي|رويا رؤيا|مويد مؤيد|علاء علا|ضياء ضيا|بهاء بها|صفاء صفا|وفاء وفا|سناء سنا|
عبدالله عبد الله|عبدالرحمن عبد الرحمن|عبدالعزيز عبد العزيز|عبدالكريم عبد الكريم|عبداللطيف عبد اللطيف|عبدالرزاق عبد الرزّاق|
كريم کریم|علي علی|هاشم ھاشم|فاطمه فاطمہ|شركه شركة|موسسه مؤسسة|مكتبه مكتبة|القاهره القاهرة|جده جدّة|المدينه المدينة`;

const latin = `Jose José|Zoe Zoë|Francois François|Lukasz Łukasz|Soren Søren|Strasse Straße|Istanbul İstanbul|Isik Işık|Aegir Ægir|
Thorvaldur Þorvaldur|OBrien O’Brien|Renee Renée|Bjork Björk|Muller Müller|Joao João|Nunez Núñez|Angstrom Ångström|Dvorak Dvořák|
Skoda Škoda|Zizek Žižek|Cesar César|Andre André|Chloe Chloé|Noel Noël|Anais Anaïs|Guler Güler|Sahin Şahin|Cagri Çağrı|Ozturk Öztürk|
Dogan Doğan|Gunes Güneş|Yildiz Yıldız|Wojcik Wójcik|Slawomir Sławomir|Swiatek Świątek|Zolc Żółć|Ladny Ładny|Krol Król|Gdansk Gdańsk|
Lodz Łódź|Malmo Malmö|Goteborg Göteborg|Tromso Tromsø|Kobenhavn København|Aarhus Aarhus|Reykjavik Reykjavík|Duvnjak Đuvnjak|Oisin Oisín|
Sean Seán|Siobhan Siobhán|Dieguez Diéguez|Ibanez Ibáñez|Pena Peña|Marti Martí|Ines Inês|Concalves Conçalves|Lefevre Lefèvre|Coeur Cœur|
Hotel Hôtel|Nguyen Nguyễn|Tran Trần|Pham Phạm|Hoang Hoàng|Kadlec Kadlec|Horak Horák|Simunek Šimůnek|Ptacek Ptáček|Ruzicka Růžička|
Szabo Szabó|Erdos Erdős|Gyorgy György|Kovacs Kovács|Toth Tóth|Petrauskas Petrauskas|Zemaitis Žemaitis|Ziema Žiema|Berzins Bērziņš|
Kalnins Kalniņš|Ionescu Ionescu|Stefanescu Ștefănescu|Tarlea Țârlea|Popa Popă|Meillet Meillet|Dona Doña|Garcon Garçon`;

const pairsIn = (text: string): [string, string][] =>
  text.split(/\|\s*/).map(pair => {
    const at = pair.indexOf(' ');
    return [pair.slice(0, at), pair.slice(at + 1)];
  });

/** Harakat, in the order of the alphabet of an old print. */
const harakat = ['\u064E', '\u064F', '\u0650', '\u0652', '\u0651\u064E'];
const voiced = (name: string): string =>
  Array.from(name, (letter, n) =>
    letter === ' ' ? letter : letter + (harakat[n % harakat.length] ?? ''),
  ).join('');
const stretched = (name: string): string => name.replace(/^(\S)(?=[^\sا])/, '$1ـــ');
const decomposed = (name: string): string => name.normalize('NFD');
const marked = (name: string): string => `\u200F${name}\u200F`;

const dress = ([typed, stored]: [string, string], forms: readonly ((name: string) => string)[]) =>
  forms.map((form): [string, string] => [typed, form(stored)]);

const asIs = (name: string): string => name;

export const foldPairs: readonly (readonly [typed: string, stored: string])[] = [
  ...pairsIn(written).flatMap(pair => dress(pair, [asIs, voiced, stretched, decomposed])),
  ...pairsIn(latin).flatMap(pair => dress(pair, [name => name.toUpperCase(), decomposed])),
  ...pairsIn(written)
    .slice(0, 20)
    .flatMap(pair => dress(pair, [marked])),
].slice(0, 500);
