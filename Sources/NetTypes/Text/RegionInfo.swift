/// `RegionInfo`: what .NET says about countries.
import Engine
import Primitives

final class PSRegion: Ref {
  let parts: [String]
  /// As it was asked for.
  let name: String
  init(_ parts: [String], _ name: String) { self.parts = parts; self.name = name; super.init() }
  override var netType: NetType { TypeTable.named("System.Globalization.RegionInfo") }
  override func text() -> String { name }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSRegion)?.name == name }
}

extension NetTypes {
  static func registerRegions() {
    let n = "System.Globalization.RegionInfo"
    TypeTable.register(n) {
      NetType(n, base: TypeTable.object) { t in
        func make(_ name: String?) throws -> Value {
          guard let name else { throw nullArgument("name") }
          if name.isEmpty { throw argumentError("There is no region associated with the Invariant Culture (Culture ID: 0x7F).", param: "name") }
          for line in regionTable.tableLines {
            let parts = line.parts(at: 124)
            if parts[0].equalsIgnoringCase(name) { return .other(PSRegion(parts, parts[0])) }
            if name.utf8.contains(45), let culture = Culture.named(name), Culture.names.contains(culture.name), culture.name.hasSuffix("-" + parts[0]) { return .other(PSRegion(parts, culture.name)) }
          }
          throw argumentError("Culture name '\(name)' is not supported.", param: "name")
        }
        t.constructor("\(n) new(string name)") { a, _ in try make(a.text(0)) }
        t.constructor("\(n) new(int culture)") { a, _ in try make(Culture.names.lazy.compactMap { Culture.named($0) }.first { $0.lcid == a.int(0) }?.name) }
        t.staticProperty("\(n) CurrentRegion {get;}") { _ in try make(Culture.current.name.isEmpty ? "US" : Culture.current.name) }
        func part(_ property: String, _ i: Int) { t.property("string \(property) {get;}") { v, _ in .str((v.refValue as? PSRegion)?.parts[i] ?? "") } }
        t.property("string Name {get;}") { v, _ in .str((v.refValue as? PSRegion)?.name ?? "") }
        part("EnglishName", 2)
        part("DisplayName", 2)
        part("NativeName", 3)
        part("TwoLetterISORegionName", 0)
        part("ThreeLetterISORegionName", 1)
        part("ThreeLetterWindowsRegionName", 1)
        t.property("bool IsMetric {get;}") { v, _ in .bool((v.refValue as? PSRegion)?.parts[0] != "US") }
        t.property("int GeoId {get;}") { v, _ in .count((v.refValue as? PSRegion).flatMap { Int($0.parts[8]) } ?? 0) }
        part("CurrencyEnglishName", 5)
        part("CurrencyNativeName", 6)
        part("CurrencySymbol", 7)
        part("ISOCurrencySymbol", 4)
        t.method("string ToString()") { v, _, _ in .str((v.refValue as? PSRegion)?.name ?? "") }
        t.method("bool Equals(System.Object value)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
        t.method("int GetHashCode()") { v, _, _ in .int(netHash(.str((v.refValue as? PSRegion)?.name ?? ""))) }
      }
    }
  }
}

/// Two letters, three, English and native name, currency: its letters, English and native name, sign; the number Windows gave the country.
private let regionTable = """
US|USA|United States|United States|USD|US Dollar|US Dollar|$|244
GB|GBR|United Kingdom|United Kingdom|GBP|British Pound|British Pound|£|242
DE|DEU|Germany|Deutschland|EUR|Euro|Euro|€|94
FR|FRA|France|France|EUR|Euro|euro|€|84
ES|ESP|Spain|España|EUR|Euro|euro|€|217
IT|ITA|Italy|Italia|EUR|Euro|euro|€|118
NL|NLD|Netherlands|Nederland|EUR|Euro|Euro|€|176
SE|SWE|Sweden|Sverige|SEK|Swedish Krona|svensk krona|kr|221
PL|POL|Poland|Polska|PLN|Polish Zloty|złoty polski|zł|191
BR|BRA|Brazil|Brasil|BRL|Brazilian Real|Real brasileiro|R$|32
RU|RUS|Russia|Россия|RUB|Russian Ruble|российский рубль|₽|203
TR|TUR|Turkey|Türkiye|TRY|Turkish Lira|Türk Lirası|₺|235
JP|JPN|Japan|日本|JPY|Japanese Yen|日本円|￥|122
CN|CHN|China|中国|CNY|Chinese Yuan|人民币|¥|45
DK|DNK|Denmark|Danmark|DKK|Danish Krone|dansk krone|kr.|61
FI|FIN|Finland|Suomi|EUR|Euro|euro|€|77
NO|NOR|Norway|Norge|NOK|Norwegian Krone|norske kroner|kr|177
CZ|CZE|Czechia|Česko|CZK|Czech Koruna|česká koruna|Kč|75
PT|PRT|Portugal|Portugal|EUR|Euro|euro|€|193
AT|AUT|Austria|Österreich|EUR|Euro|Euro|€|14
CH|CHE|Switzerland|Schweiz|CHF|Swiss Franc|Schweizer Franken|CHF|223
CA|CAN|Canada|Canada|CAD|Canadian Dollar|Canadian Dollar|$|39
BE|BEL|Belgium|Belgique|EUR|Euro|euro|€|21
AU|AUS|Australia|Australia|AUD|Australian Dollar|Australian Dollar|$|12
IE|IRL|Ireland|Ireland|EUR|Euro|Euro|€|68
NZ|NZL|New Zealand|New Zealand|NZD|New Zealand Dollar|New Zealand Dollar|$|183
HU|HUN|Hungary|Magyarország|HUF|Hungarian Forint|magyar forint|Ft|109
KR|KOR|South Korea|대한민국|KRW|South Korean Won|대한민국 원|₩|134
GR|GRC|Greece|Ελλάδα|EUR|Euro|Ευρώ|€|98
RO|ROU|Romania|România|RON|Romanian Leu|leu românesc|RON|200
SK|SVK|Slovakia|Slovensko|EUR|Euro|euro|€|143
UA|UKR|Ukraine|Україна|UAH|Ukrainian Hryvnia|українська гривня|₴|241
MX|MEX|Mexico|México|MXN|Mexican Peso|peso mexicano|$|166
"""
