import CPCRE2
import Glibc

/// .NET's `Regex` over PCRE2: translated pattern, JIT from the second use on, positions in UTF-16 units.
///
/// Each pattern is compiled for ASCII subjects (bytes, no Unicode tables) and, when first needed, for UTF-8 subjects.
/// Subjects are read in place. Matching is guarded by one lock, so a regex may be shared between threads.
public final class NetRegex: @unchecked Sendable {
  /// .NET's `RegexOptions`, with its bit values.
  public struct Options: OptionSet, Hashable, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let ignoreCase = Options(rawValue: 1)
    public static let multiline = Options(rawValue: 2)
    public static let explicitCapture = Options(rawValue: 4)
    public static let compiled = Options(rawValue: 8)
    public static let singleline = Options(rawValue: 16)
    public static let ignorePatternWhitespace = Options(rawValue: 32)
    public static let rightToLeft = Options(rawValue: 64)
    public static let ecmaScript = Options(rawValue: 256)
    public static let cultureInvariant = Options(rawValue: 512)
    public static let nonBacktracking = Options(rawValue: 1024)
  }

  public let pattern: String
  public let options: Options
  /// Nanoseconds a match may take; nil for any time.
  public let limit: Int?
  /// .NET's numbers of the groups, ascending, 0 first.
  public let groupNumbers: [Int]
  /// Their names; an unnamed group's name is its number.
  public let groupNames: [String]
  /// Positions in `groupNumbers` of each PCRE2 group.
  private let slots: [Int]
  private let needsUnicode: Bool
  @exclusivity(unchecked) private var ascii: Program?
  @exclusivity(unchecked) private var unicode: Program?
  /// In place of the two, for what PCRE2 has no words for.
  @exclusivity(unchecked) private(set) var machine: BacktrackingMatcher?
  private let isContiguous: Bool
  /// Where `\G` stands for another place than the search's start: PCRE2 knows one place only.
  @exclusivity(unchecked) private var detached: BacktrackingMatcher?
  /// The ASCII form once it is machine code, and room for one pair of offsets: all that `isMatch` needs.
  @exclusivity(unchecked) private var fastCode: OpaquePointer?
  @exclusivity(unchecked) private var fastData: OpaquePointer?

  /// One compiled form.
  private struct Program {
    var code: OpaquePointer
    var matchData: OpaquePointer
    var uses = 0
    var isJit = false

    @discardableResult mutating func makeJit() -> Bool {
      isJit = pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE)) == 0
      return isJit
    }
    /// The number of groups set, -1 when there is no match, less when it could not be told.
    mutating func match(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, limit: Int?) -> Int32 {
      var nothing: UInt8 = 0
      return withUnsafePointer(to: &nothing) { empty in
        let base = bytes.baseAddress ?? empty
        if !isJit {
          let result = pcre2_match_8(code, base, bytes.count, start, UInt32(PCRE2_NO_UTF_CHECK), matchData, PatientMatch.briefContext)
          if result >= -1 { return result }
          // compiled code is faster, takes less of a long text's memory, and can be left
          if !makeJit() { return pcre2_match_8(code, base, bytes.count, start, UInt32(PCRE2_NO_UTF_CHECK), matchData, PatientMatch.context) }
        }
        return PatientMatch.jit(code, base, bytes.count, from: start, matchData, limit: limit)
      }
    }
  }

  /// - Parameter limit: nanoseconds a match may take
  public init(_ pattern: String, _ options: Options = [], limit: Int? = nil) throws(NetError) {
    self.pattern = pattern
    self.options = options
    self.limit = limit
    let restricted: Options = [.ignoreCase, .multiline, .compiled, .ecmaScript]
    if options.contains(.ecmaScript) && !options.isSubset(of: restricted) || options.rawValue & ~0x7FF != 0 {
      throw .outOfRange("Specified argument was out of the range of valid values.", parameter: "options")
    }
    var translator = RegexTranslator(pattern, options, unicode: false)
    let text = try translator.translate()
    needsUnicode = translator.needsUnicode
    let numbers = Set(translator.numbers).sorted()
    groupNumbers = [0] + numbers
    groupNames = ["0"] + numbers.map { translator.names[$0] ?? String($0) }
    slots = translator.numbers.map { number in (numbers.firstIndex(of: number) ?? 0) + 1 }
    isContiguous = translator.isContiguous
    if translator.isBalancing || options.contains(.rightToLeft) {
      // the text itself is checked by the same rules
      if !translator.isBalancing {
        do { _ = try compileUnicode() } catch { guard pattern.utf8.contains(60) else { throw error } }
      }
      machine = try makeMachine()
      return
    }
    do {
      if !needsUnicode { ascii = try NetRegex.compile(text, pattern, options, unicode: false) }
      if needsUnicode { unicode = try compileUnicode() }
    } catch {
      guard pattern.utf8.contains(60) else { throw error }
      // a look-behind PCRE2 cannot read
      machine = try makeMachine()
    }
  }
  private func makeMachine() throws(NetError) -> BacktrackingMatcher {
    var translator = RegexTranslator(pattern, options, unicode: true)
    var reader = BacktrackingReader(try translator.translate(), options, slots: slots) { [groupNumbers] in groupNumbers.firstIndex(of: $0) ?? 0 }
    return BacktrackingMatcher(reader.tree(), groupCount: groupNumbers.count, isBackward: options.contains(.rightToLeft))
  }

  deinit {
    pcre2_match_data_free_8(fastData)
    for program in [ascii, unicode].compactMap({ $0 }) {
      pcre2_match_data_free_8(program.matchData)
      pcre2_code_free_8(program.code)
    }
  }

  private func compileUnicode() throws(NetError) -> Program {
    var translator = RegexTranslator(pattern, options, unicode: true)
    return try NetRegex.compile(try translator.translate(), pattern, options, unicode: true)
  }

  /// Position in `groupNumbers` of each PCRE2 group.
  var groupSlots: [Int] { slots }
  /// The pattern compiled so that callouts see every step; the caller frees both parts.
  func recordingProgram(unicode: Bool) throws(NetError) -> (code: OpaquePointer, data: OpaquePointer) {
    let unicode = unicode || needsUnicode
    var translator = RegexTranslator(pattern, options, unicode: unicode)
    let p = try NetRegex.compile(try translator.translate(), pattern, options, unicode: unicode, recording: true)
    return (p.code, p.matchData)
  }

  /// Groups inside groups: more than patterns have, less than a stack holds.
  static let deepestNesting = 2000
  nonisolated(unsafe) private static let compileContext: OpaquePointer? = {
    let context = pcre2_compile_context_create_8(nil)
    pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
    pcre2_set_parens_nest_limit_8(context, UInt32(deepestNesting))
    return context
  }()

  /// - Parameter recording: with a callout before each item
  private static func compile(_ text: [UInt8], _ pattern: String, _ options: Options, unicode: Bool, recording: Bool = false, retry: Bool = true) throws(NetError)
    -> Program
  {
    var flags = UInt32(PCRE2_ALT_CIRCUMFLEX)
    if recording { flags |= UInt32(PCRE2_AUTO_CALLOUT) | UInt32(PCRE2_NO_AUTO_POSSESS) }
    if unicode { flags |= UInt32(PCRE2_UTF) | UInt32(PCRE2_UCP) }
    if options.contains(.ignoreCase) { flags |= UInt32(PCRE2_CASELESS) }
    if options.contains(.multiline) { flags |= UInt32(PCRE2_MULTILINE) }
    if options.contains(.singleline) { flags |= UInt32(PCRE2_DOTALL) }
    var error: Int32 = 0
    var offset = 0
    let code = text.withUnsafeBufferPointer { buffer -> OpaquePointer? in
      var nothing: UInt8 = 0
      return withUnsafePointer(to: &nothing) { pcre2_compile_8(buffer.baseAddress ?? $0, buffer.count, flags, &error, &offset, compileContext) }
    }
    if let code, let data = pcre2_match_data_create_from_pattern_8(code, nil) { return Program(code: code, matchData: data) }
    if error == 125 && retry {
      // PCRE2 wants look-behinds of fixed length.
      var translator = RegexTranslator(pattern, options, unicode: unicode)
      translator.expandsLookbehinds = true
      return try compile(try translator.translate(), pattern, options, unicode: unicode, recording: recording, retry: false)
    }
    var message = [UInt8](repeating: 0, count: 160)
    let length = pcre2_get_error_message_8(error, &message, 160)
    let sentence = String(decoding: message[0..<max(0, Int(length))], as: UTF8.self)
    throw NetError(.regexParse, "Invalid pattern '\(pattern)' at offset \(min(offset, pattern.utf16.count)). \(sentence).")
  }

  // MARK: Running

  nonisolated(unsafe) private static let lock: UnsafeMutablePointer<pthread_mutex_t> = {
    let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    return lock
  }()

  func underLock<R>(_ body: () -> R) -> R {
    pthread_mutex_lock(NetRegex.lock)
    defer { pthread_mutex_unlock(NetRegex.lock) }
    return body()
  }

  @inline(__always)
  static func isAscii(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    let base = UnsafeRawPointer(bytes.baseAddress)
    if let base {
      while index + 8 <= bytes.count {
        if base.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { return false }
        index += 8
      }
    }
    while index < bytes.count {
      if bytes[index] >= 128 { return false }
      index += 1
    }
    return true
  }

  /// Runs one match under the lock; on success the vector of offsets is handed to `body`.
  /// - Parameter origin: what `\G` stands for; nil = where the search starts
  private func run<R>(
    _ bytes: UnsafeBufferPointer<UInt8>, ascii isAscii: Bool, from start: Int, origin: Int? = nil,
    _ body: (UnsafeMutablePointer<Int>, Int) -> R
  ) -> R? {
    guard start >= 0, start <= bytes.count else { return nil }
    pthread_mutex_lock(NetRegex.lock)
    defer { pthread_mutex_unlock(NetRegex.lock) }
    if isContiguous, machine == nil, detached == nil, let origin, origin != start { detached = try? makeMachine() }
    if let machine = machine ?? (origin == start ? nil : detached) {
      guard let captures = machine.match(bytes, from: machine.isBackward && start == 0 ? bytes.count : start, origin: origin, limit: limit) else { return nil }
      var vector = [Int](repeating: -1, count: 2 * (slots.count + 1))
      for (index, slot) in ([0] + slots).enumerated() {
        guard let range = captures[slot].last, index == 0 || slots.firstIndex(of: slot) == index - 1 else { continue }
        (vector[2 * index], vector[2 * index + 1]) = (range.lowerBound, range.upperBound)
      }
      return vector.withUnsafeMutableBufferPointer { v in v.baseAddress.map { body($0, slots.count + 1) } }
    }
    let useUnicode = needsUnicode || !isAscii
    if useUnicode && unicode == nil { unicode = try? compileUnicode() }
    guard var program = useUnicode ? unicode : ascii else { return nil }
    if program.uses < 2 {
      program.uses += 1
      if program.uses == 2 { program.makeJit() }
      if useUnicode {
        unicode = program
      } else {
        ascii = program
        if program.isJit {
          fastData = pcre2_match_data_create_8(1, nil)
          if fastData != nil { fastCode = program.code }
        }
      }
    }
    let result = program.match(bytes, from: start, limit: limit)
    if result < -1, !Attention.isWanted { Attention.giveUp() }
    guard result > 0, let vector = pcre2_get_ovector_pointer_8(program.matchData) else { return nil }
    return body(vector, Int(result))
  }

  /// Whether the pattern matches somewhere; nothing is captured or copied.
  public func isMatch(_ text: String) -> Bool {
    if let code = fastCode, let data = fastData {
      let result = text.utf8.withContiguousStorageIfAvailable { bytes -> Int32 in
        guard NetRegex.isAscii(bytes), let base = bytes.baseAddress else { return Int32.max }
        pthread_mutex_lock(NetRegex.lock)
        let result = PatientMatch.jit(code, base, bytes.count, from: 0, data, limit: limit)
        pthread_mutex_unlock(NetRegex.lock)
        return result
      }
      if let result, result != Int32.max {
        if result < -1, !Attention.isWanted { Attention.giveUp() }
        return result >= 0
      }
    }
    var copy = text
    return copy.withUTF8 { bytes in run(bytes, ascii: NetRegex.isAscii(bytes), from: 0) { _, _ in true } ?? false }
  }

  /// The first match at or after a UTF-16 position (the last one before it for RightToLeft).
  /// - Parameter start: nil = where the direction begins
  public func firstMatch(_ text: String, from start: Int? = nil) -> RegexMatch? {
    var found: RegexMatch?
    enumerate(text, from: start) {
      found = $0
      return false
    }
    return found
  }

  /// The first match at or after a UTF-16 position of the text another match was found in, which is not looked through again.
  public func firstMatch(following m: RegexMatch, from start: Int) -> RegexMatch? {
    var found: RegexMatch?
    enumerate(m.subject, from: start, isAscii: m.isAscii) {
      found = $0
      return false
    }
    return found
  }

  /// Hands the texts of the first match's groups to `body`, by slot, groups without a text left out; false when there is no match.
  /// Cheaper than `firstMatch`: nothing else is kept.
  public func firstTexts(_ text: String, _ body: (Int, String) -> Void) -> Bool {
    if options.contains(.rightToLeft) {
      guard let m = firstMatch(text) else { return false }
      for (slot, range) in m.ranges.enumerated() { if let range { body(slot, m.text(range)) } }
      return true
    }
    var subject = text
    return subject.withUTF8 { bytes in
      run(bytes, ascii: NetRegex.isAscii(bytes), from: 0) { vector, count -> Bool in
        let start = min(vector[0], vector[1])
        body(0, String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<vector[1]]), as: UTF8.self))
        for slot in 1..<max(1, groupNumbers.count) {
          guard let index = lastGroup(slot, vector, count) else { continue }
          body(slot, String(decoding: UnsafeBufferPointer(rebasing: bytes[vector[2 * index]..<vector[2 * index + 1]]), as: UTF8.self))
        }
        return true
      } ?? false
    }
  }
  /// PCRE2's group that gives a slot its text: of several with one number the one that begins last.
  private func lastGroup(_ slot: Int, _ vector: UnsafeMutablePointer<Int>, _ count: Int) -> Int? {
    var found: Int?
    for index in 1..<max(1, count) where slots[index - 1] == slot && vector[2 * index] >= 0 && vector[2 * index] <= vector[2 * index + 1] {
      if let other = found, vector[2 * other] > vector[2 * index] { continue }
      found = index
    }
    return found
  }
  /// Byte ranges of all matches from left to right, without their groups. For whoever cuts or replaces plain text.
  func forEachRange(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
    let isAscii = NetRegex.isAscii(bytes)
    var (at, origin) = (0, 0)
    while at <= bytes.count, !Attention.isWanted {
      guard let range = run(bytes, ascii: isAscii, from: at, origin: origin, { vector, _ in min(vector[0], vector[1])..<vector[1] }) else { return }
      body(range)
      origin = range.upperBound
      if !range.isEmpty, range.upperBound >= at { at = range.upperBound; continue }
      // After an empty match the search goes on one character further.
      guard range.upperBound < bytes.count else { return }
      var next = range.upperBound + 1
      if !isAscii { while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 } }
      at = max(next, at)
    }
  }

  /// All matches from left to right (right to left for RightToLeft).
  public func matches(_ text: String, from start: Int? = nil) -> [RegexMatch] {
    var all = [RegexMatch]()
    enumerate(text, from: start) {
      all.append($0)
      return true
    }
    return all
  }

  public func count(_ text: String) -> Int { matches(text).count }

  /// Calls `body` with each match until it says false.
  public func enumerate(_ text: String, from given: Int? = nil, isAscii known: Bool? = nil, _ body: (RegexMatch) -> Bool) {
    var subject = text
    subject.makeContiguousUTF8()
    let isAscii = known ?? subject.utf8.withContiguousStorageIfAvailable(NetRegex.isAscii) ?? false
    if options.contains(.rightToLeft) { return enumerateBackward(subject, isAscii, given, body) }
    let start = given ?? 0
    var at = start
    if !isAscii && start > 0 {
      guard let index = subject.utf16.index(subject.utf16.startIndex, offsetBy: start, limitedBy: subject.utf16.endIndex) else { return }
      at = subject.utf8.distance(from: subject.utf8.startIndex, to: index)
    }
    // a start between the halves of a surrogate pair lies before the whole pair
    var cursor = (byte: 0, unit: 0)
    if !isAscii, at > 0 {
      let index = subject.utf8.index(subject.utf8.startIndex, offsetBy: at)
      cursor = (at, subject.utf16.distance(from: subject.utf16.startIndex, to: index))
    }
    var origin = at
    while !Attention.isWanted {
      let ranges = subject.utf8.withContiguousStorageIfAvailable { bytes in
        run(bytes, ascii: isAscii, from: at, origin: origin) { vector, count -> [Range<Int>?] in
          var ranges = [Range<Int>?](repeating: nil, count: groupNumbers.count)
          ranges[0] = min(vector[0], vector[1])..<vector[1]
          for index in 1..<max(1, count) where vector[2 * index] >= 0 && vector[2 * index] <= vector[2 * index + 1] {
            let slot = slots[index - 1]
            let range = vector[2 * index]..<vector[2 * index + 1]
            if let other = ranges[slot], other.lowerBound > range.lowerBound { continue }
            ranges[slot] = range
          }
          return ranges
        }
      } ?? nil
      guard let ranges, let whole = ranges[0] else { return }
      var unit = whole.lowerBound
      if !isAscii {
        if whole.lowerBound < cursor.byte { cursor = (0, 0) }
        cursor.unit += RegexMatch.units(subject, cursor.byte, whole.lowerBound)
        cursor.byte = whole.lowerBound
        unit = cursor.unit
      }
      let match = RegexMatch(regex: self, subject: subject, isAscii: isAscii, ranges: ranges, index: unit)
      guard body(match) else { return }
      origin = whole.upperBound
      if whole.isEmpty || whole.upperBound <= at && whole.upperBound < at {
        // After an empty match the search goes on one character further.
        guard whole.upperBound < subject.utf8.count else { return }
        var next = whole.upperBound + 1
        if !isAscii {
          subject.utf8.withContiguousStorageIfAvailable { bytes in
            while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
          }
        }
        at = max(next, at)
      } else {
        at = whole.upperBound
      }
    }
  }

  /// From the end to the beginning, for RightToLeft.
  private func enumerateBackward(_ subject: String, _ isAscii: Bool, _ start: Int?, _ body: (RegexMatch) -> Bool) {
    let end = isAscii ? subject.utf8.count : subject.utf16.count, unit = min(max(0, start ?? end), end)
    var at = isAscii ? unit : subject.utf8.distance(from: subject.utf8.startIndex, to: subject.utf16.index(subject.utf16.startIndex, offsetBy: unit))
    var cursor = (byte: at, unit: unit)
    while !Attention.isWanted {
      let captures = subject.utf8.withContiguousStorageIfAvailable { bytes -> [[Range<Int>]]? in
        underLock { machine?.match(bytes, from: at, limit: limit) }
      } ?? nil
      guard let captures, let whole = captures[0].last else { return }
      cursor = (whole.lowerBound, isAscii ? whole.lowerBound : cursor.unit - RegexMatch.units(subject, whole.lowerBound, cursor.byte))
      guard body(RegexMatch(regex: self, subject: subject, isAscii: isAscii, ranges: captures.map(\.last), index: cursor.unit)) else { return }
      at = whole.lowerBound
      if whole.isEmpty {
        guard at > 0 else { return }
        let scalars = subject.unicodeScalars
        at -= UTF8.width(scalars[scalars.index(before: subject.utf8.index(subject.utf8.startIndex, offsetBy: at))])
      }
    }
  }

  // MARK: Names

  /// A group's number by name (or by its number written out); nil when there is none.
  public func groupNumber(_ name: String) -> Int? {
    groupNames.firstIndex(of: name).map { groupNumbers[$0] }
  }

  public func groupName(_ number: Int) -> String? {
    groupNumbers.firstIndex(of: number).map { groupNames[$0] }
  }

  // MARK: Cache

  nonisolated(unsafe) private static var cache = [UInt64: [NetRegex]]()
  nonisolated(unsafe) private static var cacheCount = 0
  nonisolated(unsafe) private static var clock = 0
  @exclusivity(unchecked) private var lastUse = 0

  /// Bytes decide: Swift's `==` would also equate canonically equivalent patterns.
  private static func hash(_ pattern: String, _ options: Options) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: options.rawValue) &* 0x9E37_79B9_7F4A_7C15
    for byte in pattern.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
  nonisolated(unsafe) private static let cacheLock: UnsafeMutablePointer<pthread_mutex_t> = {
    let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    return lock
  }()
  private static let capacity = 256

  /// A regex for pattern and options, compiled at most once while it is among the last 256 used.
  public static func cached(_ pattern: String, _ options: Options = []) throws(NetError) -> NetRegex {
    let key = hash(pattern, options)
    pthread_mutex_lock(cacheLock)
    clock += 1
    let known = cache[key]?.first { $0.options == options && NetString.equals($0.pattern, pattern) }
    known?.lastUse = clock
    pthread_mutex_unlock(cacheLock)
    if let known { return known }
    let regex = try NetRegex(pattern, options)
    pthread_mutex_lock(cacheLock)
    if cacheCount >= capacity {
      // Drop the older half at once: cheap, and rare.
      let all = cache.flatMap { pair in pair.value.map { (pair.key, $0) } }.sorted { $0.1.lastUse > $1.1.lastUse }
      cache = [:]
      for (key, regex) in all.prefix(capacity / 2) { cache[key, default: []].append(regex) }
      cacheCount = min(all.count, capacity / 2)
    }
    regex.lastUse = clock
    cache[key, default: []].append(regex)
    cacheCount += 1
    pthread_mutex_unlock(cacheLock)
    return regex
  }
}
