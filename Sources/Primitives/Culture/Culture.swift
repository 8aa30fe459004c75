import Glibc

/// What a culture says about numbers, dates and lists: .NET's `CultureInfo` with its two format infos, read-only.
///
/// A class, so that passing a culture around costs one reference. Tables come from `Culture+Table.swift`.
public final class Culture: @unchecked Sendable {
  public let name: String
  public let displayName: String
  public let lcid: Int
  /// Thirteen names, the last one empty, as .NET has them.
  @exclusivity(unchecked) public var months, abbreviatedMonths, genitiveMonths: [String]
  /// Sunday first.
  @exclusivity(unchecked) public var days, abbreviatedDays: [String]
  @exclusivity(unchecked) public var shortDate, longDate, shortTime, longTime, fullDateTime, monthDay, yearMonth: String
  @exclusivity(unchecked) public var am, pm, dateSeparator, timeSeparator: String
  /// 0 = Sunday.
  @exclusivity(unchecked) public var firstDay: Int
  @exclusivity(unchecked) public var decimal, group, minus, nan, infinity, listSeparator: String
  @exclusivity(unchecked) public var plus = "+", percent = "%", perMille = "‰"
  /// What amounts of money and percentages are written with instead.
  @exclusivity(unchecked) public var currencyDecimal, currencyGroup, percentDecimal, percentGroup: String
  @exclusivity(unchecked) public var numberDigits: Int
  @exclusivity(unchecked) public var numberNegative: Int
  @exclusivity(unchecked) public var currency: String
  @exclusivity(unchecked) public var currencyDigits, currencyPositive, currencyNegative: Int
  @exclusivity(unchecked) public var percentDigits, percentPositive, percentNegative: Int
  /// Digits of the groups before the point, the nearest first; the last size goes on, 0 ends the grouping.
  @exclusivity(unchecked) public var groupSizes = [3], currencyGroupSizes = [3], percentGroupSizes = [3]
  /// Made by a script, which may change it; those of the table are shared and stay as they are.
  public let isWritable: Bool

  init(
    name: String, displayName: String, lcid: Int,
    months: String, abbreviatedMonths: String, genitiveMonths: String, days: String, abbreviatedDays: String,
    shortDate: String, longDate: String, shortTime: String, longTime: String,
    fullDateTime: String, monthDay: String, yearMonth: String,
    am: String, pm: String, dateSeparator: String, timeSeparator: String, firstDay: Int,
    decimal: String, group: String, minus: String, nan: String, infinity: String, listSeparator: String,
    numberDigits: Int, numberNegative: Int,
    currency: String, currencyDigits: Int, currencyPositive: Int, currencyNegative: Int,
    percentDigits: Int, percentPositive: Int, percentNegative: Int
  ) {
    func list(_ joined: String) -> [String] { joined.utf8.split(separator: 124).map { String($0) ?? "" } }
    isWritable = false
    self.name = name
    self.displayName = displayName
    self.lcid = lcid
    self.months = list(months) + [""]
    self.abbreviatedMonths = list(abbreviatedMonths) + [""]
    self.genitiveMonths = list(genitiveMonths) + [""]
    self.days = list(days)
    self.abbreviatedDays = list(abbreviatedDays)
    self.shortDate = shortDate
    self.longDate = longDate
    self.shortTime = shortTime
    self.longTime = longTime
    self.fullDateTime = fullDateTime
    self.monthDay = monthDay
    self.yearMonth = yearMonth
    self.am = am
    self.pm = pm
    self.dateSeparator = dateSeparator
    self.timeSeparator = timeSeparator
    self.firstDay = firstDay
    self.decimal = decimal
    self.group = group
    (currencyDecimal, percentDecimal) = (decimal, decimal)
    (currencyGroup, percentGroup) = (group, group)
    self.minus = minus
    self.nan = nan
    self.infinity = infinity
    self.listSeparator = listSeparator
    self.numberDigits = numberDigits
    self.numberNegative = numberNegative
    self.currency = currency
    self.currencyDigits = currencyDigits
    self.currencyPositive = currencyPositive
    self.currencyNegative = currencyNegative
    self.percentDigits = percentDigits
    self.percentPositive = percentPositive
    self.percentNegative = percentNegative
  }

  /// What years are counted from, in short.
  public var era: String {
    let language = name.utf8.prefix { $0 != 45 }
    return name.isEmpty ? "A.D." : Culture.eras[String(decoding: language, as: UTF8.self)] ?? "AD"
  }
  private static let eras = [
    "de": "n. Chr.", "fr": "ap. J.-C.", "es": "d. C.", "it": "d.C.", "nl": "n.Chr.", "sv": "e.Kr.", "pl": "n.e.", "pt": "d.C.", "ru": "н. э.", "tr": "MS",
    "ja": "西暦", "zh": "公元", "da": "e.Kr.", "fi": "jKr.", "nb": "e.Kr.", "cs": "n. l.", "hu": "i. sz.", "el": "μ.Χ.", "ro": "d.Hr.", "sk": "po Kr.", "uk": "н. е.",
  ]
  /// A culture of its own that begins as a copy; with a name, a culture of that name which nobody changes.
  public init(copying c: Culture, named other: String? = nil) {
    isWritable = other == nil
    name = other ?? c.name
    let isLanguage = other.map { !$0.utf8.contains(45) } ?? false
    // of a language alone: what is said of its main country, without it
    let language = c.displayName.firstIndex(of: "(").map { NetString.trim(String(c.displayName[..<$0])) }
    displayName = other == nil ? c.displayName : isLanguage && !c.name.isEmpty ? language ?? c.displayName : other ?? ""
    lcid = other == nil ? c.lcid : isLanguage && !c.name.isEmpty ? c.lcid & 0x3FF : 4096
    months = c.months
    abbreviatedMonths = c.abbreviatedMonths
    genitiveMonths = c.genitiveMonths
    days = c.days
    abbreviatedDays = c.abbreviatedDays
    shortDate = c.shortDate
    longDate = c.longDate
    shortTime = c.shortTime
    longTime = c.longTime
    fullDateTime = c.fullDateTime
    monthDay = c.monthDay
    yearMonth = c.yearMonth
    am = c.am
    pm = c.pm
    dateSeparator = c.dateSeparator
    timeSeparator = c.timeSeparator
    firstDay = c.firstDay
    decimal = c.decimal
    group = c.group
    (currencyDecimal, currencyGroup, percentDecimal, percentGroup) = (c.currencyDecimal, c.currencyGroup, c.percentDecimal, c.percentGroup)
    (plus, percent, perMille) = (c.plus, c.percent, c.perMille)
    (groupSizes, currencyGroupSizes, percentGroupSizes) = (c.groupSizes, c.currencyGroupSizes, c.percentGroupSizes)
    minus = c.minus
    nan = c.nan
    infinity = c.infinity
    listSeparator = c.listSeparator
    numberDigits = c.numberDigits
    numberNegative = c.numberNegative
    currency = c.currency
    currencyDigits = c.currencyDigits
    currencyPositive = c.currencyPositive
    currencyNegative = c.currencyNegative
    percentDigits = c.percentDigits
    percentPositive = c.percentPositive
    percentNegative = c.percentNegative
  }

  /// The culture without a country; its name is empty.
  public static let invariant: Culture = table_invariant()
  public static let enUS: Culture = table_enUS()
  nonisolated(unsafe) private static var built: [String: Culture] = ["": invariant, "en-us": enUS]
  nonisolated(unsafe) private static let lock: UnsafeMutablePointer<pthread_mutex_t> = {
    let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    return lock
  }()

  /// The culture in effect: from LC_ALL, LC_TIME…/LANG at start (`C` and `POSIX` are invariant), replaceable.
  nonisolated(unsafe) public static var current: Culture = fromEnvironment()

  /// A culture by name, ignoring case; a language alone (`de`) gives its main culture; nil when unknown.
  public static func named(_ name: String) -> Culture? {
    let key = String(decoding: name.utf8.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 == 95 ? 45 : $0 }, as: UTF8.self)
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    if let known = built[key] { return known }
    guard let culture = build(key) ?? derived(key) else { return nil }
    built[key] = culture
    return culture
  }
  /// A well-formed name that is in no table: the rules of its language's main country, or the invariant ones.
  private static func derived(_ key: String) -> Culture? {
    let parts = key.utf8.split(separator: 45, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    guard let language = parts.first, parts.count == 1 ? (2...11).contains(language.utf8.count) : (1...11).contains(language.utf8.count),
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 97 && $0 <= 122 || $0 >= 48 && $0 <= 57 } })
    else { return nil }
    let country = names.first { NetString.startsWith($0, language + "-", .ordinalIgnoreCase) }
    let name = parts.enumerated().map { i, p in
      if i == 0 { return p }
      return p.utf8.count == 4 && i == 1 ? NetString.upper(String(p.prefix(1))) + p.dropFirst() : p.utf8.count == 4 ? p : NetString.upper(p)
    }.joined(separator: "-")
    return Culture(copying: country.flatMap { build(NetString.lower($0)) } ?? invariant, named: name)
  }

  /// A language without a country.
  public var isNeutral: Bool { !name.isEmpty && !name.utf8.contains(UInt8(ascii: "-")) }
  /// Turkish and Azerbaijani: I is the capital of ı, and İ that of i.
  var tellsDottedI: Bool {
    var c = name.utf8.makeIterator()
    let first = c.next(), second = c.next(), end = c.next()
    return (first == 116 && second == 114 || first == 97 && second == 122) && (end == nil || end == 45)
  }
  /// `en` of `en-US`, `zh-Hans` of `zh-Hans-CN`; the invariant culture of a language and of itself.
  public var parent: Culture {
    guard let dash = name.lastIndex(of: "-") else { return .invariant }
    return Culture(copying: self, named: String(name[..<dash]))
  }
  /// `Su`, `Mo`, …; Sunday first.
  public var shortestDays: [String] { days.map { String($0.prefix(language == "en" ? 2 : 1)) } }
  /// `en`, `de`, …; `iv` for the invariant culture.
  public var language: String { name.isEmpty ? "iv" : String(name.prefix(2)) }

  private static func fromEnvironment() -> Culture {
    for variable in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let raw = getenv(variable) else { continue }
      let value = String(cString: raw)
      if value.isEmpty { continue }
      let name = value.utf8.prefix { $0 != 46 && $0 != 64 }
      let text = String(name) ?? ""
      if text == "C" || text == "POSIX" { return invariant }
      return named(text) ?? enUS
    }
    return invariant
  }
}
