/** Names of columns as address books export them, in the languages that they are exported in. */
import { fold } from '../match/fold.ts';
import type { Field } from './fields.ts';

const names: Partial<Record<Field, readonly string[]>> = {
  // Said again elsewhere in the same file, or nothing that a contact page shows.
  ignore: ['file as', 'photo', 'yomi name', 'given name yomi', 'family name yomi', 'phonetic first name', 'phonetic middle name', 'phonetic last name', 'short name', 'maiden name', 'initials', 'hobby', 'sensitivity', 'priority', 'private', 'address formatted', 'e mail type', 'e mail display name', 'e mail 2 display name', 'e mail 3 display name', 'e mail typ', 'e mail anzeigename'],
  name: [
    'name', 'full name', 'display name', 'contact', 'contact name', 'customer', 'customer name', 'client',
    'الاسم', 'الاسم الكامل', 'اسم العميل', 'اسم جهة الاتصال', 'الاسم الثلاثي', 'العميل', 'الاسم المعروض',
    'anzeigename', 'voller name', 'nom complet', 'nom affiché', 'nombre completo', 'nombre para mostrar', 'имя и фамилия', 'полное имя',
    'фио', 'tam adı', 'nome completo', 'nome e cognome', 'fn',
  ],
  prefix: ['title', 'prefix', 'name prefix', 'salutation', 'honorific', 'اللقب', 'لقب', 'anrede', 'titel', 'civilité', 'titre', 'tratamiento', 'обращение'],
  given: [
    'first name', 'given name', 'first', 'forename', 'firstname', 'givenname', 'الاسم الأول', 'vorname', 'prénom', 'nombre', 'имя', 'nome',
    'ad', 'adı', 'voornaam', 'primeiro nome',
  ],
  middle: ['middle name', 'additional name', 'middle', 'اسم الأب', 'الاسم الأوسط', 'weitere vornamen', 'zweiter vorname', 'deuxième prénom', 'segundo nombre', 'отчество', 'ikinci ad'],
  family: [
    'last name', 'family name', 'surname', 'lastname', 'last', 'familyname', 'اسم العائلة', 'العائلة', 'الاسم الأخير', 'الكنية', 'nachname', 'familienname',
    'nom', 'nom de famille', 'apellido', 'apellidos', 'фамилия', 'cognome', 'soyadı', 'soyad', 'achternaam', 'sobrenome',
  ],
  suffix: ['suffix', 'name suffix', 'لاحقة', 'suffixe', 'sufijo', 'namenszusatz'],
  otherName: ['other name', 'name in english', 'english name', 'name en', 'name latin', 'arabic name', 'name in arabic', 'name ar', 'الاسم بالإنجليزية', 'الاسم بالعربية', 'الاسم الإنجليزي', 'الاسم العربي', 'الاسم الآخر'],
  organisation: [
    'organisation', 'organization', 'company', 'company name', 'organization name', 'organization 1 name', 'employer', 'account name', 'account', 'org',
    'الشركة', 'المؤسسة', 'الجهة', 'المنشأة', 'اسم الشركة', 'جهة العمل', 'firma', 'unternehmen', 'organisationsname', 'société', 'entreprise', 'empresa', 'organización', 'compañía', 'компания',
    'организация', 'azienda', 'società', 'şirket', 'bedrijf',
  ],
  role: [
    'job title', 'role', 'position', 'organization title', 'organization 1 title', 'jobtitle', 'المسمى الوظيفي', 'الوظيفة', 'المنصب', 'position titre', 'fonction', 'poste', 'puesto', 'cargo', 'должность', 'qualifica', 'unvan', 'functie', 'beruf',
  ],
  language: ['language', 'preferred language', 'اللغة', 'اللغة المفضلة', 'sprache', 'langue', 'idioma', 'язык', 'lingua', 'dil'],
  'phone.mobile': [
    'mobile', 'mobile phone', 'mobile number', 'cell', 'cell phone', 'cellphone', 'gsm', 'whatsapp', 'mobile 1', 'mobile 2', 'الجوال', 'جوال', 'رقم الجوال', 'الهاتف المحمول', 'الهاتف الجوال', 'المحمول', 'موبايل', 'الموبايل', 'النقال', 'واتساب',
    'mobiltelefon', 'handy', 'mobil', 'tél mobile', 'téléphone mobile', 'portable', 'móvil', 'teléfono móvil', 'celular', 'мобильный телефон', 'мобильный', 'cellulare', 'cep telefonu', 'telefoon mobiel',
  ],
  'phone.work': [
    'business phone', 'business phone 2', 'work phone', 'office phone', 'work', 'work number', 'phone work', 'هاتف العمل', 'هاتف المكتب', 'telefon geschäftlich', 'telefon geschäftlich 2', 'telefon dienstlich', 'téléphone bureau', 'téléphone bureau 2', 'tél professionnel',
    'teléfono del trabajo', 'рабочий телефон', 'телефон раб', 'iş telefonu', 'telefono ufficio', "assistant's phone", 'car phone', 'radio phone', 'callback',
  ],
  'phone.home': ['home phone', 'home phone 2', 'home', 'home number', 'phone home', 'هاتف المنزل', 'رقم المنزل', 'telefon privat', 'telefon privat 2', 'telefon (privat)', 'téléphone domicile', 'téléphone domicile 2', 'tél personnel', 'teléfono particular', 'домашний телефон', 'ev telefonu', 'telefono abitazione'],
  'phone.main': ['company main phone', 'main phone', 'switchboard', 'organization main phone', 'هاتف الشركة', 'المقسم', 'الرقم الرئيسي', 'telefon firma', 'hauptrufnummer', 'standard', 'téléphone société'],
  'phone.fax': ['fax', 'business fax', 'home fax', 'other fax', 'fax number', 'work fax', 'الفاكس', 'فاكس', 'رقم الفاكس', 'fax geschäftlich', 'fax privat', 'weiteres fax', 'faxnummer', 'télécopie bureau', 'télécopie domicile', 'факс', 'fax del trabajo'],
  'phone.other': ['phone', 'phone number', 'telephone', 'tel', 'primary phone', 'other phone', 'number', 'contact number', 'الهاتف', 'هاتف', 'رقم الهاتف', 'الرقم', 'رقم التواصل', 'رقم الاتصال', 'telefon', 'weiteres telefon', 'haupttelefon', 'rufnummer', 'téléphone', 'tél', 'téléphone principal', 'autre téléphone', 'teléfono', 'телефон', 'telefono', 'telefon numarası', 'telefoon', 'pager', 'isdn', 'telex', 'tty/tdd phone'],
  'email.work': ['work email', 'business email', 'work e mail', 'بريد العمل', 'e mail geschäftlich', 'email professionnel', 'correo del trabajo'],
  'email.home': ['home email', 'personal email', 'private email', 'البريد الشخصي', 'e mail privat', 'email personnel'],
  'email.other': [
    'email', 'e mail', 'mail', 'e mail address', 'email address', 'primary email', 'secondary email', 'e mail 2 address', 'e mail 3 address', 'email 2', 'email 3', 'البريد', 'البريد الإلكتروني', 'الإيميل', 'ايميل', 'عنوان البريد الإلكتروني',
    'e mail adresse', 'e mail 2 adresse', 'e mail 3 adresse', 'primäre e mail adresse', 'sekundäre e mail adresse', 'adresse de messagerie', 'adresse de messagerie 2', 'adresse électronique', 'courriel', 'correo electrónico', 'dirección de correo electrónico', 'электронная почта', 'эл почта', 'адрес эл почты', 'indirizzo email', 'posta elettronica', 'e posta', 'e posta adresi',
  ],
  'address.work.street': ['business street', 'business street 2', 'business street 3', 'work address', 'work address 2', 'straße geschäftlich', 'straße geschäftlich 2', 'rue bureau', 'rue bureau 2', 'عنوان العمل', 'شارع العمل'],
  'address.work.city': ['business city', 'work city', 'ort geschäftlich', 'ville bureau', 'مدينة العمل'],
  'address.work.region': ['business state', 'work state', 'region geschäftlich', 'bundesland kanton geschäftlich', 'dép région bureau'],
  'address.work.postalCode': ['business postal code', 'work zipcode', 'work zip', 'postleitzahl geschäftlich', 'code postal bureau'],
  'address.work.country': ['business country', 'business country region', 'work country', 'land region geschäftlich', 'land geschäftlich', 'pays région bureau', 'pays bureau'],
  'address.home.street': ['home street', 'home street 2', 'home street 3', 'home address', 'home address 2', 'straße privat', 'straße privat 2', 'rue domicile', 'rue domicile 2', 'عنوان المنزل'],
  'address.home.city': ['home city', 'ort privat', 'ville domicile'],
  'address.home.region': ['home state', 'region privat', 'bundesland kanton privat', 'dép région domicile'],
  'address.home.postalCode': ['home postal code', 'home zipcode', 'home zip', 'postleitzahl privat', 'code postal domicile'],
  'address.home.country': ['home country', 'home country region', 'land region privat', 'land privat', 'pays région domicile', 'pays domicile'],
  'address.other.street': ['address', 'street', 'street address', 'other street', 'other street 2', 'other street 3', 'other address', 'mailing street', 'العنوان', 'الشارع', 'عنوان الشارع', 'weitere straße', 'straße', 'adresse', 'rue', 'dirección', 'calle', 'адрес', 'улица', 'indirizzo', 'adres', 'autre rue'],
  'address.other.city': ['city', 'town', 'other city', 'mailing city', 'المدينة', 'مدينة', 'weiterer ort', 'ort', 'stadt', 'ville', 'ciudad', 'город', 'città', 'şehir', 'il', 'autre ville'],
  'address.other.region': ['state', 'region', 'province', 'other state', 'المنطقة', 'المحافظة', 'الولاية', 'bundesland', 'weitere region', 'état', 'provincia', 'область', 'регион', 'autre dép région'],
  'address.other.postalCode': ['postal code', 'postcode', 'zip', 'zip code', 'zipcode', 'other postal code', 'الرمز البريدي', 'postleitzahl', 'plz', 'weitere postleitzahl', 'code postal', 'código postal', 'индекс', 'cap', 'posta kodu', 'autre code postal'],
  'address.other.country': ['country', 'country region', 'other country', 'other country region', 'الدولة', 'البلد', 'land', 'land region', 'weiteres land', 'weiteres land region', 'pays', 'país', 'страна', 'paese', 'ülke', 'autre pays région'],
  link: ['website', 'web page', 'web site', 'url', 'homepage', 'web page 1', 'web page 2', 'personal web page', 'الموقع', 'الموقع الإلكتروني', 'webseite', 'website 1', 'webseite 1', 'webseite 2', 'page web', 'site web', 'página web', 'сайт', 'веб страница', 'sito web', 'web sitesi'],
  note: ['notes', 'note', 'comment', 'comments', 'remarks', 'description', 'ملاحظات', 'الملاحظات', 'ملاحظة', 'تعليق', 'notizen', 'bemerkung', 'remarques', 'notas', 'заметки', 'примечание', 'note 1', 'notlar'],
  birthday: ['birthday', 'date of birth', 'birth date', 'dob', 'تاريخ الميلاد', 'الميلاد', 'geburtstag', 'anniversaire', 'date de naissance', 'cumpleaños', 'день рождения', 'compleanno', 'doğum günü'],
  tags: ['labels', 'group membership', 'categories', 'category', 'tags', 'tag', 'groups', 'group', 'المجموعة', 'المجموعات', 'التصنيف', 'الوسوم', 'kategorien', 'catégories', 'categorías', 'категории', 'categorie', 'etiketler'],
  list: ['list', 'lists', 'contact list', 'القائمة', 'القوائم', 'liste', 'lista', 'список'],
  doNotContact: ['do not contact', 'do not call', 'dnc', 'opt out', 'لا تتصل', 'عدم الاتصال', 'nicht kontaktieren', 'ne pas contacter', 'no contactar'],
}; // prettier-ignore

const byName = new Map<string, Field>();
for (const [field, spellings] of Object.entries(names) as [Field, readonly string[]][])
  for (const spelling of spellings) if (!byName.has(fold(spelling))) byName.set(fold(spelling), field);

/** The field that a column of this name holds, or null. Case, accents, hyphens and script variants do not matter. */
export function fieldNamed(header: string): Field | null {
  const folded = fold(header);
  return byName.get(folded) ?? byName.get(folded.replace(/ \d+$/, '')) ?? null;
}
