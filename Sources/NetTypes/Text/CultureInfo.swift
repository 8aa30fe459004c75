/// `CultureInfo`, `TextInfo`, `NumberFormatInfo`, `DateTimeFormatInfo`, `CompareInfo`: views of one `Culture`.
import Engine
import Primitives

/// Any of the culture objects; which one is told by its type.
public final class PSCulture: Ref {
  public enum View: String { case culture = "CultureInfo", text = "TextInfo", number = "NumberFormatInfo", date = "DateTimeFormatInfo", compare = "CompareInfo", calendar = "GregorianCalendar" }
  public let culture: Culture
  let view: View
  /// `UseUserOverride`: the session's own culture, and what a script makes by its name.
  let usesOverride: Bool
  public init(_ culture: Culture, _ view: View = .culture, usesOverride: Bool = false) {
    self.culture = culture; self.view = view; self.usesOverride = usesOverride
    super.init()
  }
  public override var netType: NetType { TypeTable.get("System.Globalization." + view.rawValue) }
  public override func text() -> String {
    switch view {
    case .culture: culture.name
    case .text: "TextInfo - " + culture.name
    case .compare: "CompareInfo - " + culture.name
    default: netType.fullName
    }
  }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSCulture).map { $0.culture.name == culture.name && $0.view == view } ?? false }
  public override var keyHash: UInt { UInt(bitPattern: culture.name.hashValue) }
}

extension NetTypes {
  private static func of(_ v: Value) -> Culture { (v.refValue as? PSCulture)?.culture ?? .invariant }

  /// Changes a text of a culture that a script made; the shared ones refuse.
  private static func setter(_ field: ReferenceWritableKeyPath<Culture, String>) -> Setter {
    { v, new, _ in
      let c = of(v)
      guard c.isWritable else { throw invalidOperation("Instance is read-only.") }
      c[keyPath: field] = Conversion.toString(new)
    }
  }

  static func named(_ name: String) throws -> Culture {
    if let c = Culture.named(name) { return c }
    throw netError("System.Globalization.CultureNotFoundException", "Culture is not supported. (Parameter 'name')\n\(name) is an invalid culture identifier.")
  }

  static func registerCultureTypes() {
    let provider = ["System.ICloneable", "System.IFormatProvider"]
    func make(_ name: String, _ accelerators: [String] = [], _ interfaces: [String], _ define: @escaping (NetType) -> Void) {
      let full = "System.Globalization." + name
      let maker = { NetType(full, base: TypeTable.object, interfaces: interfaces, define: define) }
      if let a = accelerators.first { TypeTable.register(full, a, make: maker) } else { TypeTable.register(full, make: maker) }
    }
    TypeTable.register("System.IFormatProvider") { NetType("System.IFormatProvider", .interface) }
    make("CultureInfo", ["cultureinfo"], provider, defineCultureInfo)
    make("TextInfo", [], ["System.ICloneable"], defineTextInfo)
    make("NumberFormatInfo", [], provider, defineNumberFormatInfo)
    make("DateTimeFormatInfo", [], provider, defineDateTimeFormatInfo)
    make("CompareInfo", [], [], defineCompareInfo)
    registerCalendars()
  }

  private static func defineCompareInfo(_ t: NetType) {
    /// The comparison that options ask for.
    func comparison(_ a: [Value], _ i: Int, in culture: Culture? = nil) -> Comparison {
      Comparison(options: a.count > i ? a.flags(i) : 0, culture: culture)
    }
    func folded(_ a: [Value], _ options: Int) -> (String, String) {
      let c = comparison(a, options)
      return (c.fold(a.string(0)), c.fold(a.string(1)))
    }
    let options = ", System.Globalization.CompareOptions options"
    t.staticMethod("static System.Globalization.CompareInfo GetCompareInfo(string name)") { a, _ in .other(PSCulture(try named(a.string(0)), .compare)) }
    t.property("int LCID {get;}") { v, _ in .count(of(v).lcid) }
    t.property("string Name {get;}") { v, _ in .str(of(v).name) }
    for more in ["", options] {
      t.method("int Compare(string string1, string string2\(more))") { v, a, _ in
        .count(a.at(0).isNull ? a.at(1).isNull ? 0 : -1 : a.at(1).isNull ? 1 : comparison(a, 2, in: of(v)).compare(a.string(0), a.string(1)))
      }
      t.method("int IndexOf(string source, string value\(more))") { _, a, _ in let (x, y) = folded(a, 2); return .count(x.position(of: y)) }
      t.method("int IndexOf(string source, char value\(more))") { _, a, _ in
        let c = comparison(a, 2)
        return .count(c.fold(a.string(0)).position(of: c.fold(String(units: [a.char(1)]))))
      }
      t.method("int LastIndexOf(string source, string value\(more))") { _, a, _ in
        let (x, y) = folded(a, 2), u = Array(x.utf16), w = Array(y.utf16)
        if w.count > u.count { return .int(-1) }
        return .count((0...(u.count - w.count)).last { u[$0..<($0 + w.count)].elementsEqual(w) } ?? -1)
      }
      t.method("bool IsPrefix(string source, string prefix\(more))") { _, a, _ in let (x, y) = folded(a, 2); return .bool(x.utf8.starts(with: y.utf8)) }
      t.method("bool IsSuffix(string source, string suffix\(more))") { _, a, _ in let (x, y) = folded(a, 2); return .bool(x.utf8.reversed().starts(with: y.utf8.reversed())) }
    }
    t.method("int GetHashCode(string source, System.Globalization.CompareOptions options)") { _, a, _ in .int(netHash(.str(comparison(a, 1).fold(a.string(0))))) }
  }

  static func weekOfYear(_ d: NetDateTime, rule: Int, firstDay: Int) -> Int {
    let dayOfYear = d.dayOfYear - 1
    if rule == 0 {
      let dayForJan1 = d.dayOfWeek - dayOfYear % 7
      let offset = (dayForJan1 - firstDay + 14) % 7
      return (dayOfYear + offset) / 7 + 1
    }
    let full = rule == 1 ? 7 : 4
    let dayForJan1 = d.dayOfWeek - dayOfYear % 7
    var offset = (firstDay - dayForJan1 + 14) % 7
    if offset != 0, offset >= full { offset -= 7 }
    let day = dayOfYear - offset
    if day >= 0 { return day / 7 + 1 }
    guard let before = try? d.adding(days: Double(-(dayOfYear + 1))) else { return 1 }
    return weekOfYear(before, rule: rule, firstDay: firstDay)
  }

  private static func defineCultureInfo(_ t: NetType) {
    t.converter = { v, _ in
      guard let s = v.stringValue else { return nil }
      return made(try named(s))
    }
    func culture(_ c: Culture) -> Value { .other(PSCulture(c)) }
    func made(_ c: Culture, usesOverride: Bool = true) -> Value { .other(PSCulture(Culture(copying: c), usesOverride: usesOverride)) }
    func numbered(_ a: [Value]) throws -> Culture {
      let id = a.int(0)
      if id == 127 { return .invariant }
      if let c = allCultures.first(where: { $0.lcid == id }) { return c }
      if id > 0, id < 0x400, let c = allCultures.first(where: { $0.lcid & 0x3FF == id }) { return c.isNeutral ? c : c.parent }
      let hex = String(id, radix: 16)
      throw netError(
        "System.Globalization.CultureNotFoundException",
        "Culture is not supported. (Parameter 'culture')\n\(id) (0x\(String(repeating: "0", count: max(0, 4 - hex.utf8.count)))\(hex)) is an invalid culture identifier.")
    }
    t.constructor("cultureinfo new(string name)") { a, _ in made(try named(a.string(0))) }
    t.constructor("cultureinfo new(string name, bool useUserOverride)") { a, _ in made(try named(a.string(0)), usesOverride: Conversion.toBool(a.at(1))) }
    t.constructor("cultureinfo new(int culture)") { a, _ in made(try numbered(a)) }
    t.staticProperty("cultureinfo InvariantCulture {get;}") { _ in culture(.invariant) }
    let current: (ExecutionContext) -> Value = { c in .other(PSCulture(c.culture, usesOverride: true)) }
    t.staticProperty("cultureinfo CurrentCulture {get;set;}", set: { _, v, c in c.culture = of(v); Culture.current = of(v) }) { c in current(c) }
    t.staticProperty("cultureinfo CurrentUICulture {get;set;}", set: { _, v, c in c.uiCulture = of(v) }) { c in .other(PSCulture(c.uiCulture ?? c.culture, usesOverride: true)) }
    t.staticProperty("cultureinfo InstalledUICulture {get;}") { c in current(c) }
    for n in ["DefaultThreadCurrentCulture", "DefaultThreadCurrentUICulture"] {
      var kept = Value.null
      t.staticProperty("cultureinfo \(n) {get;set;}", set: { _, v, _ in kept = v }) { _ in kept }
    }
    t.staticMethod("static cultureinfo GetCultureInfo(string name, bool predefinedOnly)") { a, _ in culture(try named(a.string(0))) }
    t.staticMethod("static cultureinfo GetCultureInfo(string name, string altName)") { a, _ in culture(try named(a.string(0))) }
    t.staticMethod("static cultureinfo GetCultureInfoByIetfLanguageTag(string name)") { a, _ in culture(try named(a.string(0))) }
    t.staticMethod("static cultureinfo ReadOnly(cultureinfo ci)") { a, _ in
      guard let c = a.at(0).refValue as? PSCulture else { throw nullArgument("ci") }
      return culture(c.culture.isWritable ? Culture.named(c.culture.name) ?? c.culture : c.culture)
    }
    t.method("void ClearCachedData()") { _, _, _ in .void }
    t.method("cultureinfo GetConsoleFallbackUICulture()") { v, _, _ in v.base }
    t.staticMethod("static cultureinfo GetCultureInfo(string name)") { a, _ in culture(try named(a.string(0))) }
    t.staticMethod("static cultureinfo GetCultureInfo(int culture)") { a, _ in culture(try numbered(a)) }
    t.staticMethod("static cultureinfo CreateSpecificCulture(string name)") { a, _ in made(try named(a.string(0))) }
    t.staticMethod("static cultureinfo[] GetCultures(System.Globalization.CultureTypes types)") { _, _ in .array(PSArray(allCultures.map(culture), of: t)) }
    // in the order of their declaration, which is the one they are listed in
    t.property("cultureinfo Parent {get;}") { v, _ in
      let parent = of(v).parent
      return parent.name.isEmpty ? culture(parent) : made(parent, usesOverride: (v.refValue as? PSCulture)?.usesOverride ?? false)
    }
    t.property("int LCID {get;}") { v, _ in .count(of(v).lcid) }
    t.property("int KeyboardLayoutId {get;}") { v, _ in .count(of(v).lcid) }
    t.property("string Name {get;}") { v, _ in .str(of(v).name) }
    t.property("string IetfLanguageTag {get;}") { v, _ in .str(of(v).name) }
    t.property("string DisplayName {get;}") { v, _ in .str(of(v).displayName) }
    t.property("string NativeName {get;}") { v, _ in .str(CultureNames.native(of(v))) }
    t.property("string EnglishName {get;}") { v, _ in .str(of(v).displayName) }
    t.property("string TwoLetterISOLanguageName {get;}") { v, _ in .str(of(v).language) }
    t.property("string ThreeLetterISOLanguageName {get;}") { v, _ in .str([
      "en": "eng", "de": "deu", "fr": "fra", "es": "spa", "it": "ita", "iv": "ivl", "ja": "jpn", "pt": "por", "nl": "nld", "sv": "swe", "pl": "pol",
      "ru": "rus", "tr": "tur", "zh": "zho",
    ][of(v).language] ?? of(v).language) }
    t.property("string ThreeLetterWindowsLanguageName {get;}") { v, _ in .str(windowsLanguages[of(v).name] ?? "ZZZ") }
    t.property("System.Globalization.CompareInfo CompareInfo {get;}") { v, _ in .other(PSCulture(of(v), .compare)) }
    t.property("System.Globalization.TextInfo TextInfo {get;}") { v, _ in .other(PSCulture(of(v), .text)) }
    t.property("bool IsNeutralCulture {get;}") { v, _ in .bool(of(v).isNeutral) }
    t.property("System.Globalization.CultureTypes CultureTypes {get;}") { v, _ in .member("System.Globalization.CultureTypes", of(v).isNeutral ? 1 : 2) }
    t.property("System.Globalization.NumberFormatInfo NumberFormat {get;set;}", set: { _, _, _ in }) { v, _ in .other(PSCulture(of(v), .number)) }
    t.property("System.Globalization.DateTimeFormatInfo DateTimeFormat {get;set;}", set: { _, _, _ in }) { v, _ in .other(PSCulture(of(v), .date)) }
    t.property("System.Globalization.Calendar Calendar {get;}") { v, _ in .other(PSCulture(of(v), .calendar)) }
    t.property("System.Globalization.Calendar[] OptionalCalendars {get;}") { v, _ in .array(PSArray([.other(PSCulture(of(v), .calendar))], of: TypeTable.get("System.Globalization.Calendar"))) }
    t.property("bool UseUserOverride {get;}") { v, _ in .bool((v.refValue as? PSCulture)?.usesOverride ?? false) }
    t.property("bool IsReadOnly {get;}") { v, _ in .bool(!of(v).isWritable) }
    t.method("System.Object Clone()") { v, _, _ in culture(Culture(copying: of(v))) }
    t.method("System.Object GetFormat(type formatType)") { v, a, _ in
      guard case .type(let f) = a.at(0).base else { return .null }
      return f.name == "NumberFormatInfo" ? .other(PSCulture(of(v), .number)) : f.name == "DateTimeFormatInfo" ? .other(PSCulture(of(v), .date)) : .null
    }
    t.method("string ToString()") { v, _, _ in .str(of(v).name) }
  }
  /// Of languages Windows knows, a language alone being that of its first country.
  private static let windowsLanguages = [
    "en": "ENU", "en-US": "ENU", "en-GB": "ENG", "de": "DEU", "de-DE": "DEU", "fr": "FRA", "fr-FR": "FRA", "it": "ITA", "it-IT": "ITA", "nl": "NLD", "nl-NL": "NLD",
    "ja": "JPN", "ja-JP": "JPN", "ru": "RUS", "ru-RU": "RUS", "ko": "KOR", "ko-KR": "KOR", "pl": "PLK", "pl-PL": "PLK", "sv": "SVE", "sv-SE": "SVE", "es": "ESP",
    "es-ES": "ESN", "pt": "PTB", "pt-BR": "PTB", "zh-CN": "CHS", "zh-Hans": "CHS", "tr": "TRK", "tr-TR": "TRK", "de-AT": "DEA", "de-CH": "DES", "": "IVL",
  ]
  private static let allCultures: [Culture] = Culture.names.sorted().compactMap { Culture.named($0) }

  private static func defineTextInfo(_ t: NetType) {
    t.property("string CultureName {get;}") { v, _ in .str(of(v).name) }
    t.property("string ListSeparator {get;set;}", set: setter(\.listSeparator)) { v, _ in .str(of(v).listSeparator) }
    t.property("int LCID {get;}") { v, _ in .count(of(v).lcid) }
    t.property("bool IsReadOnly {get;}") { v, _ in .bool(!of(v).isWritable) }
    t.property("bool IsRightToLeft {get;}") { _, _ in .no }
    t.property("int ANSICodePage {get;}") { _, _ in .int(1252) }
    t.property("int OEMCodePage {get;}") { _, _ in .int(437) }
    t.property("int MacCodePage {get;}") { v, _ in .int(of(v).name.isEmpty ? 2 : 10000) }
    t.property("int EBCDICCodePage {get;}") { _, _ in .int(37) }
    t.method("System.Object Clone()") { v, _, _ in .other(PSCulture(Culture(copying: of(v)), .text)) }
    t.staticMethod("static System.Globalization.TextInfo ReadOnly(System.Globalization.TextInfo textInfo)") { a, _ in a.at(0) }
    t.method("char ToLower(char c)") { v, a, _ in .char(NetString.lower(String(units: [a.char(0)]), of(v)).utf16.first ?? a.char(0)) }
    t.method("string ToLower(string str)") { v, a, _ in .str(NetString.lower(a.string(0), of(v))) }
    t.method("char ToUpper(char c)") { v, a, _ in .char(NetString.upper(String(units: [a.char(0)]), of(v)).utf16.first ?? a.char(0)) }
    t.method("string ToUpper(string str)") { v, a, _ in .str(NetString.upper(a.string(0), of(v))) }
    t.method("string ToTitleCase(string str)") { v, a, _ in .str(titleCase(a.string(0))) }
  }
  /// Words begin upper-case, the rest lower-case; words all in upper case stay.
  private static func titleCase(_ s: String) -> String {
    var out = String.UnicodeScalarView()
    let u = Array(s.unicodeScalars)
    func isLetter(_ x: Unicode.Scalar) -> Bool { x.properties.isAlphabetic }
    var i = 0
    while i < u.count {
      if Attention.isWanted { break }
      guard isLetter(u[i]) else { out.append(u[i]); i += 1; continue }
      var j = i + 1
      while j < u.count, isLetter(u[j]) || u[j] == "'" || u[j].properties.generalCategory == .nonspacingMark || u[j].properties.numericType != nil { j += 1 }
      let word = u[i..<j]
      let hasLower = word.contains { $0.properties.isLowercase }
      if hasLower {
        out.append(contentsOf: String(u[i]).uppercased().unicodeScalars)
        for x in word.dropFirst() { out.append(contentsOf: String(x).lowercased().unicodeScalars) }
      } else if word.count == 1 {
        out.append(contentsOf: String(u[i]).uppercased().unicodeScalars)
      } else { out.append(contentsOf: word) }
      i = j
    }
    return String(out)
  }

  private static func defineNumberFormatInfo(_ t: NetType) {
    t.staticProperty("System.Globalization.NumberFormatInfo InvariantInfo {get;}") { _ in .other(PSCulture(.invariant, .number)) }
    t.staticProperty("System.Globalization.NumberFormatInfo CurrentInfo {get;}") { c in .other(PSCulture(c.culture, .number)) }
    t.constructor("System.Globalization.NumberFormatInfo new()") { _, _ in .other(PSCulture(Culture(copying: .invariant), .number)) }
    t.method("System.Object Clone()") { v, _, _ in .other(PSCulture(Culture(copying: of(v)), .number)) }
    let texts: [String: (Culture) -> String] = [
      "CurrencyDecimalSeparator": { $0.currencyDecimal }, "CurrencyGroupSeparator": { $0.currencyGroup }, "CurrencySymbol": { $0.currency },
      "NaNSymbol": { $0.nan }, "NegativeInfinitySymbol": { $0.minus + $0.infinity },
      "NegativeSign": { $0.minus }, "NumberDecimalSeparator": { $0.decimal }, "NumberGroupSeparator": { $0.group },
      "PercentDecimalSeparator": { $0.percentDecimal }, "PercentGroupSeparator": { $0.percentGroup },
      "PercentSymbol": { $0.percent }, "PerMilleSymbol": { $0.perMille }, "PositiveInfinitySymbol": { $0.infinity }, "PositiveSign": { $0.plus },
    ]
    let settable: [String: ReferenceWritableKeyPath<Culture, String>] = [
      "NumberDecimalSeparator": \.decimal, "NumberGroupSeparator": \.group, "NegativeSign": \.minus, "PositiveSign": \.plus, "CurrencySymbol": \.currency, "NaNSymbol": \.nan,
      "PositiveInfinitySymbol": \.infinity, "CurrencyDecimalSeparator": \.currencyDecimal, "CurrencyGroupSeparator": \.currencyGroup, "PercentDecimalSeparator": \.percentDecimal,
      "PercentGroupSeparator": \.percentGroup, "PercentSymbol": \.percent, "PerMilleSymbol": \.perMille,
    ]
    let countable: [String: (ReferenceWritableKeyPath<Culture, Int>, Int)] = [
      "CurrencyDecimalDigits": (\.currencyDigits, 99), "CurrencyNegativePattern": (\.currencyNegative, 16), "CurrencyPositivePattern": (\.currencyPositive, 3),
      "NumberDecimalDigits": (\.numberDigits, 99),
      "NumberNegativePattern": (\.numberNegative, 4), "PercentDecimalDigits": (\.percentDigits, 99), "PercentNegativePattern": (\.percentNegative, 11),
      "PercentPositivePattern": (\.percentPositive, 3)
    ]
    let sizes: [String: ReferenceWritableKeyPath<Culture, [Int]>] = ["NumberGroupSizes": \.groupSizes, "CurrencyGroupSizes": \.currencyGroupSizes, "PercentGroupSizes": \.percentGroupSizes]
    func counter(_ field: (ReferenceWritableKeyPath<Culture, Int>, Int), _ name: String) -> Setter {
      { v, new, _ in
        let c = of(v), n = new.asInt
        guard c.isWritable else { throw invalidOperation("Instance is read-only.") }
        guard n >= 0, n <= field.1 else { throw outOfRange(name, "Valid values are between 0 and \(field.1), inclusive.") }
        c[keyPath: field.0] = n
      }
    }
    func sizer(_ field: ReferenceWritableKeyPath<Culture, [Int]>, _ name: String) -> Setter {
      { v, new, _ in
        let c = of(v), all = new.sequence.map(\.asInt)
        guard c.isWritable else { throw invalidOperation("Instance is read-only.") }
        for (i, n) in all.enumerated() where n > 9 || n < (i == all.count - 1 ? 0 : 1) {
          throw argumentError("Every element in the value array should be between one and nine, except for the last element, which can be zero.", param: name)
        }
        c[keyPath: field] = all
      }
    }
    let numbers: [String: (Culture) -> Int] = [
      "CurrencyDecimalDigits": { $0.currencyDigits }, "CurrencyNegativePattern": { $0.currencyNegative }, "CurrencyPositivePattern": { $0.currencyPositive },
      "NumberDecimalDigits": { $0.numberDigits },
      "NumberNegativePattern": { $0.numberNegative }, "PercentDecimalDigits": { $0.percentDigits }, "PercentNegativePattern": { $0.percentNegative }, "PercentPositivePattern": { $0.percentPositive },
    ]
    // in the order of their declaration, which is the one they are listed in
    for n in [
      "CurrencyDecimalDigits", "CurrencyDecimalSeparator", "IsReadOnly", "CurrencyGroupSizes", "NumberGroupSizes", "PercentGroupSizes",
      "CurrencyGroupSeparator", "CurrencySymbol", "NaNSymbol", "CurrencyNegativePattern",
      "NumberNegativePattern", "PercentPositivePattern", "PercentNegativePattern", "NegativeInfinitySymbol", "NegativeSign", "NumberDecimalDigits", "NumberDecimalSeparator", "NumberGroupSeparator",
      "CurrencyPositivePattern", "PositiveInfinitySymbol", "PositiveSign", "PercentDecimalDigits", "PercentDecimalSeparator", "PercentGroupSeparator",
      "PercentSymbol", "PerMilleSymbol", "NativeDigits", "DigitSubstitution"
    ] {
      if let f = texts[n] { t.property("string \(n) {get;set;}", set: settable[n].map(setter)) { v, _ in .str(f(of(v))) } }
      else if let f = numbers[n] { t.property("int \(n) {get;set;}", set: countable[n].map { counter($0, n) }) { v, _ in .count(f(of(v))) } }
      else {
        switch n {
        case "IsReadOnly": t.property("bool IsReadOnly {get;}") { v, _ in .bool(!of(v).isWritable) }
        case "NativeDigits": t.property("string[] NativeDigits {get;set;}") { _, _ in .strings((0...9).map(String.init)) }
        case "DigitSubstitution": t.property("System.Globalization.DigitShapes DigitSubstitution {get;set;}") { _, _ in .member("System.Globalization.DigitShapes", 1) }
        default:
          let field = sizes[n] ?? \.groupSizes
          t.property("int[] \(n) {get;set;}", set: sizer(field, n)) { v, _ in .ints(of(v)[keyPath: field]) }
        }
      }
    }
  }
  private static func defineDateTimeFormatInfo(_ t: NetType) {
    t.staticProperty("System.Globalization.DateTimeFormatInfo InvariantInfo {get;}") { _ in .other(PSCulture(.invariant, .date)) }
    t.staticProperty("System.Globalization.DateTimeFormatInfo CurrentInfo {get;}") { c in .other(PSCulture(c.culture, .date)) }
    t.constructor("System.Globalization.DateTimeFormatInfo new()") { _, _ in .other(PSCulture(Culture(copying: .invariant), .date)) }
    t.method("System.Object Clone()") { v, _, _ in .other(PSCulture(Culture(copying: of(v)), .date)) }
    let writable: [String: ReferenceWritableKeyPath<Culture, [String]>] = [
      "MonthNames": \.months, "AbbreviatedMonthNames": \.abbreviatedMonths, "MonthGenitiveNames": \.genitiveMonths, "DayNames": \.days, "AbbreviatedDayNames": \.abbreviatedDays,
    ]
    func lister(_ field: ReferenceWritableKeyPath<Culture, [String]>, _ count: Int) -> Setter {
      { v, new, _ in
        let c = of(v), all = new.sequence.map { Conversion.toString($0) }
        guard c.isWritable else { throw invalidOperation("Instance is read-only.") }
        guard all.count == count else { throw argumentError("Length of the array must be \(count).", param: "value") }
        c[keyPath: field] = all
      }
    }
    let texts: [String: (Culture) -> String] = [
      "AMDesignator": { $0.am }, "PMDesignator": { $0.pm }, "DateSeparator": { $0.dateSeparator }, "TimeSeparator": { $0.timeSeparator },
      "FullDateTimePattern": { $0.fullDateTime }, "LongDatePattern": { $0.longDate },
      "LongTimePattern": { $0.longTime }, "ShortDatePattern": { $0.shortDate }, "ShortTimePattern": { $0.shortTime }, "MonthDayPattern": { $0.monthDay }, "YearMonthPattern": { $0.yearMonth },
      "RFC1123Pattern": { _ in "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'" }, "SortableDateTimePattern": { _ in "yyyy'-'MM'-'dd'T'HH':'mm':'ss" },
      "UniversalSortableDateTimePattern": { _ in "yyyy'-'MM'-'dd HH':'mm':'ss'Z'" }
    ]
    let settable: [String: ReferenceWritableKeyPath<Culture, String>] = [
      "AMDesignator": \.am, "PMDesignator": \.pm, "DateSeparator": \.dateSeparator, "TimeSeparator": \.timeSeparator, "FullDateTimePattern": \.fullDateTime, "LongDatePattern": \.longDate,
      "LongTimePattern": \.longTime, "ShortDatePattern": \.shortDate, "ShortTimePattern": \.shortTime, "MonthDayPattern": \.monthDay, "YearMonthPattern": \.yearMonth,
    ]
    let lists: [String: (Culture) -> [String]] = [
      "MonthNames": { $0.months }, "AbbreviatedMonthNames": { $0.abbreviatedMonths }, "MonthGenitiveNames": { $0.genitiveMonths },
      "AbbreviatedMonthGenitiveNames": { $0.abbreviatedMonths }, "DayNames": { $0.days },
      "AbbreviatedDayNames": { $0.abbreviatedDays }, "ShortestDayNames": { $0.shortestDays },
    ]
    // in the order of their declaration, which is the one they are listed in
    for n in [
      "AMDesignator", "Calendar", "DateSeparator", "FirstDayOfWeek", "CalendarWeekRule", "FullDateTimePattern", "LongDatePattern", "LongTimePattern",
      "MonthDayPattern", "PMDesignator", "RFC1123Pattern", "ShortDatePattern",
      "ShortTimePattern", "SortableDateTimePattern", "TimeSeparator", "UniversalSortableDateTimePattern", "YearMonthPattern", "AbbreviatedDayNames",
      "ShortestDayNames", "DayNames", "AbbreviatedMonthNames", "MonthNames",
      "IsReadOnly", "NativeCalendarName", "AbbreviatedMonthGenitiveNames", "MonthGenitiveNames",
    ] {
      if let f = texts[n] { t.property("string \(n) {get;\(settable[n] == nil ? "" : "set;")}", set: settable[n].map(setter)) { v, _ in .str(f(of(v))) } }
      else if let f = lists[n] { t.property("string[] \(n) {get;set;}", set: writable[n].map { lister($0, n.contains("Day") ? 7 : 13) }) { v, _ in .strings(f(of(v))) } }
      else {
        switch n {
        case "Calendar": t.property("System.Globalization.Calendar Calendar {get;set;}") { v, _ in .other(PSCulture(of(v), .calendar)) }
        case "FirstDayOfWeek": t.property("System.DayOfWeek FirstDayOfWeek {get;set;}", set: { v, new, _ in
          guard of(v).isWritable else { throw invalidOperation("Instance is read-only.") }
          of(v).firstDay = min(6, max(0, new.asInt))
        }) { v, _ in .member("System.DayOfWeek", of(v).firstDay) }
        case "CalendarWeekRule": t.property("System.Globalization.CalendarWeekRule CalendarWeekRule {get;set;}") { _, _ in .member("System.Globalization.CalendarWeekRule", 0) }
        case "IsReadOnly": t.property("bool IsReadOnly {get;}") { v, _ in .bool(!of(v).isWritable) }
        default: t.property("string NativeCalendarName {get;}") { _, _ in .str("Gregorian Calendar") }
        }
      }
    }
    func pick(_ a: [Value], _ list: [String], _ base: Int, _ p: String) throws -> Value {
      let i = a.int(0) - base
      guard list.indices.contains(i) else { throw outOfRange(p, "Valid values are between \(base == 1 ? "1 and 13" : "Sunday and Saturday"), inclusive.") }
      return .str(list[i])
    }
    t.method("string GetMonthName(int month)") { v, a, _ in try pick(a, of(v).months, 1, "month") }
    t.method("string GetAbbreviatedMonthName(int month)") { v, a, _ in try pick(a, of(v).abbreviatedMonths, 1, "month") }
    t.method("string GetDayName(System.DayOfWeek dayofweek)") { v, a, _ in try pick(a, of(v).days, 0, "dayofweek") }
    t.method("string GetEraName(int era)") { v, a, _ in
      guard (0...1).contains(a.int(0)) else { throw outOfRange("era", "Era value was not valid.") }
      return .str(of(v).era)
    }
    t.method("int GetEra(string eraName)") { v, a, _ in .int(a.string(0).equalsIgnoringCase(of(v).era) ? 1 : -1) }
    t.method("string GetShortestDayName(System.DayOfWeek dayOfWeek)") { v, a, _ in try pick(a, of(v).abbreviatedDays, 0, "dayOfWeek") }
    t.method("string[] GetAllDateTimePatterns(char format)") { v, a, _ in
      let c = of(v), letter = String(units: [a.char(0)])
      let pattern: String? = switch letter {
      case "d": c.shortDate
      case "D": c.longDate
      case "f": c.longDate + " " + c.shortTime
      case "F", "U": c.fullDateTime
      case "g": c.shortDate + " " + c.shortTime
      case "G": c.shortDate + " " + c.longTime
      case "m", "M": c.monthDay
      case "o", "O": "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK"
      case "r", "R": "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'"
      case "s": "yyyy'-'MM'-'dd'T'HH':'mm':'ss"
      case "t": c.shortTime
      case "T": c.longTime
      case "u": "yyyy'-'MM'-'dd HH':'mm':'ss'Z'"
      case "y", "Y": c.yearMonth
      default: nil
      }
      guard let pattern else { throw argumentError("Format specifier '\(letter)' was invalid.", param: "format") }
      return .strings([pattern])
    }
    t.method("string GetAbbreviatedDayName(System.DayOfWeek dayofweek)") { v, a, _ in try pick(a, of(v).abbreviatedDays, 0, "dayofweek") }
  }
}
