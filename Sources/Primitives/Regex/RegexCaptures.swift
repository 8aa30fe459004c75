import CPCRE2

/// Every capture of a group that repeats, as .NET keeps them; PCRE2 keeps the last one only.
///
/// The match is run again with a callout before each item of the pattern. What the groups hold there is written down; a group
/// that holds something earlier than before has gone back, and so does its list.
extension RegexMatch {
  /// The captures of a group in the order they were made; empty when it took no part.
  public func captures(of number: Int) -> [Group] {
    guard let slot = regex.groupNumbers.firstIndex(of: number), let last = ranges[slot], let whole = ranges[0] else { return [] }
    var all = [last]
    if slot > 0, regex.mayRepeatGroups { all = regex.captures(in: subject, isAscii: isAscii, of: whole, slot: slot, last: last) }
    return all.map { range in
      Group(number: number, name: regex.groupNames[slot], success: true, index: unit(of: range.lowerBound), length: text(range).utf16.count, value: text(range))
    }
  }
}

/// What the groups of one pattern held while it was matched.
private final class CaptureHistory {
  var start = -1
  /// Per group of PCRE2.
  var groups: [[Range<Int>]]
  init(_ count: Int) { groups = [[Range<Int>]](repeating: [], count: count) }

  func note(_ block: UnsafeMutablePointer<pcre2_callout_block_8>) {
    let b = block.pointee
    if Int(b.start_match) != start {
      start = Int(b.start_match)
      for i in groups.indices { groups[i] = [] }
    }
    guard let vector = b.offset_vector else { return }
    for i in 1..<max(1, groups.count) {
      guard i < Int(b.capture_top), vector[2 * i] != Int.max, vector[2 * i + 1] != Int.max, vector[2 * i] >= 0, vector[2 * i] <= vector[2 * i + 1] else { groups[i] = []; continue }
      note(i, Int(vector[2 * i])..<Int(vector[2 * i + 1]))
    }
  }
  func note(_ i: Int, _ range: Range<Int>) {
    if groups[i].last == range { return }
    if let k = groups[i].lastIndex(of: range) { groups[i].removeLast(groups[i].count - k - 1); return }
    while let last = groups[i].last, last.upperBound > range.lowerBound { groups[i].removeLast() }
    groups[i].append(range)
  }
}

extension NetRegex {
  /// Something in the pattern repeats: only then can a group capture more than once.
  var mayRepeatGroups: Bool { machine != nil || Set(groupSlots).count < groupSlots.count || pattern.utf8.contains { $0 == 42 || $0 == 43 || $0 == 123 } }

  fileprivate func captures(in subject: String, isAscii: Bool, of whole: Range<Int>, slot: Int, last: Range<Int>) -> [Range<Int>] {
    var text = subject
    return text.withUTF8 { bytes -> [Range<Int>] in
      if let machine {
        return underLock { machine.match(bytes, from: machine.isBackward ? whole.upperBound : whole.lowerBound, limit: limit)?[slot] ?? [last] }
      }
      guard let (code, data) = try? recordingProgram(unicode: !isAscii), let context = pcre2_match_context_create_8(nil), let base = bytes.baseAddress else { return [last] }
      defer {
        pcre2_match_data_free_8(data)
        pcre2_code_free_8(code)
        pcre2_match_context_free_8(context)
      }
      let history = CaptureHistory(groupSlots.count + 1)
      pcre2_set_match_limit_8(context, 5_000_000)
      pcre2_set_callout_8(context, { block, history in
        if let block, let history { Unmanaged<CaptureHistory>.fromOpaque(history).takeUnretainedValue().note(block) }
        return Attention.isWanted ? Int32(PCRE2_ERROR_CALLOUT) : 0
      }, Unmanaged.passUnretained(history).toOpaque())
      guard pcre2_match_8(code, base, bytes.count, whole.lowerBound, UInt32(PCRE2_NO_UTF_CHECK), data, context) > 0 else { return [last] }
      var all: [Range<Int>] = []
      for (i, s) in groupSlots.enumerated() where s == slot { all += history.groups[i + 1] }
      all.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
      return all.last == last ? all : [last]
    }
  }
}
