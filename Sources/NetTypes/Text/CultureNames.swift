/// How cultures call themselves: `CultureInfo.NativeName`.
import Primitives

enum CultureNames {
  static func native(_ c: Culture) -> String {
    let line = table.tableLines.first { $0.hasPrefix(c.name + "|") }
    return line.map { String($0.dropFirst(c.name.count + 1)) } ?? c.displayName
  }
}

/// Name, then its own name for itself.
private let table = """
en-US|English (United States)
en|English
en-GB|English (United Kingdom)
de-DE|Deutsch (Deutschland)
de|Deutsch
fr-FR|français (France)
fr|français
es-ES|español (España)
es|español
it-IT|italiano (Italia)
it|italiano
nl-NL|Nederlands (Nederland)
nl|Nederlands
sv-SE|svenska (Sverige)
sv|svenska
pl-PL|polski (Polska)
pl|polski
pt-BR|português (Brasil)
pt|português
ru-RU|русский (Россия)
ru|русский
tr-TR|Türkçe (Türkiye)
tr|Türkçe
ja-JP|日本語 (日本)
ja|日本語
zh-CN|中文（中国）
zh|中文
da-DK|dansk (Danmark)
da|dansk
fi-FI|suomi (Suomi)
fi|suomi
nb-NO|norsk bokmål (Norge)
nb|norsk bokmål
cs-CZ|čeština (Česko)
cs|čeština
pt-PT|português (Portugal)
de-AT|Deutsch (Österreich)
de-CH|Deutsch (Schweiz)
fr-CH|français (Suisse)
fr-CA|français (Canada)
fr-BE|français (Belgique)
nl-BE|Nederlands (België)
en-CA|English (Canada)
en-AU|English (Australia)
en-IE|English (Ireland)
en-NZ|English (New Zealand)
hu-HU|magyar (Magyarország)
hu|magyar
ko-KR|한국어(대한민국)
ko|한국어
el-GR|Ελληνικά (Ελλάδα)
el|Ελληνικά
ro-RO|română (România)
ro|română
sk-SK|slovenčina (Slovensko)
sk|slovenčina
uk-UA|українська (Україна)
uk|українська
es-MX|español (México)
it-CH|italiano (Svizzera)
"""
