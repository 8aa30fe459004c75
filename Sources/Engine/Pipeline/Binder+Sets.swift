/// Parameter sets: which are still possible, which one it is, what is mandatory and missing.
import Glibc
import Syntax

extension Binder {
  /// Number of possible sets; one when nothing narrowed them yet.
  static func count(_ sets: UInt32) -> Int { sets == ~0 ? 1 : sets.nonzeroBitCount }

  func ambiguousSet(_ category: ErrorCategory = .invalidArgument) -> BindingFailure {
    failure(
      .other, "AmbiguousParameterSet", category,
      """
      Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an insufficient number \
      of parameters were provided.
      """,
      extent)
  }
  private func openParameterTakesInput() -> Bool {
    for p in open where table.rows[p].takesInput(in: sets) { return true }
    return false
  }

  /// The name of the set as far as it is known before dynamic parameters are asked for.
  var setSoFar: String {
    let name = table.name(of: sets)
    return name.isEmpty ? table.defaultName ?? ParameterMetadata.allSets : name
  }
  /// Makes sure that a set is possible, and settles on one where that can be done; the number of sets left.
  /// - Parameters:
  ///   - beforeInput: pipeline input may still decide
  ///   - useDefault: choose the default set when it is possible
  @discardableResult func validateSets(beforeInput: Bool, useDefault: Bool) throws -> Int {
    var count = Binder.count(sets)
    let preferred = table.defaultBit
    if count == 0 { try elaborated { throw ambiguousSet() } }
    if count > 1 {
      if !beforeInput && sets == preferred || preferred != 0 && sets & preferred != 0 {
        chosenSet = table.name(of: preferred)
        if useDefault { sets = preferred; count = 1 }
      } else if !(beforeInput && openParameterTakesInput()) {
        try resolveByMandatory()
        count = 1
      }
      return count
    }
    if sets == ~0 {
      count = max(1, table.setNames.count)
      if beforeInput && openParameterTakesInput() {
        // the pipeline decides
      } else if preferred != 0 {
        if useDefault { sets = preferred; count = 1 }
      } else if count > 1 {
        try resolveByMandatory()
        count = 1
      }
    }
    chosenSet = table.name(of: sets)
    return count
  }
  /// Among several sets, the only one that misses no mandatory parameter.
  private func resolveByMandatory() throws {
    var left = sets & table.mentioned
    for p in open { for e in table.rows[p].entries where e.mandatory { left &= ~e.bit } }
    guard Binder.count(left) == 1 else { try elaborated { throw ambiguousSet() }; return }
    sets = left
    chosenSet = table.name(of: sets)
  }
  /// After the last chance to narrow the sets, one must be chosen.
  func requireOneSet() throws {
    guard table.setNames.count > 1, sets == ~0 else { return }
    if table.defaultBit == 0 {
      context.bindingTrace?.error("ERROR: \(table.setNames.count) valid parameter sets, but NOT DEFAULT PARAMETER SET.")
      try elaborated { throw ambiguousSet() }
    }
    context.bindingTrace?.line("\(table.setNames.count) valid parameter sets, using the DEFAULT PARAMETER SET: [\(table.setNames.count)]")
    sets = table.defaultBit
  }
  /// The sets in which pipeline input is still wanted; all when none is.
  func setsTakingInput() -> UInt32 {
    var found: UInt32 = 0
    for d in delayed { found |= table.rows[d.parameter].bits }
    for p in open where table.rows[p].takesInput {
      for e in table.rows[p].entries where e.isIn(sets) && (e.fromPipeline || e.fromPropertyName) {
        if e.inAllSets { return sets }
        found |= e.bit
      }
    }
    return found == 0 ? sets : sets & found
  }

  // MARK: Mandatory parameters

  /// The mandatory parameters of one set that have no value.
  private struct Missing {
    let flag: UInt32
    let isDefault: Bool
    var fromInput = 0
    var byValue = 0
    var byPropertyName = 0
    /// Those that pipeline input cannot supply.
    var others: [Int] = []
    init(_ flag: UInt32, isDefault: Bool) { self.flag = flag; self.isDefault = isDefault }
    var isAll: Bool { flag == UInt32.max }
  }

  /// Mandatory parameters that must be given before input arrives, after choosing among the sets in question.
  func missingMandatory(_ validCount: Int, _ input: Bool) throws -> [Int] {
    var bySet: [Missing] = []
    var result: [Int] = []
    var wanting: UInt32 = 0
    var any = false, inAll = false
    let preferred = table.defaultBit
    for p in open where table.rows[p].mandatorySomewhere {
      var missing = false
      for e in table.rows[p].entries where e.isIn(sets) && e.mandatory {
        let flag: UInt32 = e.bit == 0 ? ~0 : e.bit
        var k = bySet.firstIndex { $0.flag == flag } ?? -1
        if k < 0 { k = bySet.count; bySet.append(Missing(flag, isDefault: preferred != 0 && preferred & flag != 0)) }
        if input && (e.fromPipeline || e.fromPropertyName) {
          bySet[k].fromInput += 1
          if e.fromPipeline { bySet[k].byValue += 1 }
          if e.fromPropertyName { bySet[k].byPropertyName += 1 }
        } else { bySet[k].others.append(p) }
        any = true
        missing = true
        if flag == ~0 { inAll = true } else { wanting |= sets & flag }
      }
      if missing, !input { result.append(p) }
    }
    guard any, input else { return result }

    if wanting == 0 { wanting = sets }
    if inAll { wanting = sets & (table.all == 0 ? ~0 : table.all) }
    // the default set, when it misses nothing and no other set waits for input
    if validCount > 1, preferred != 0, preferred & wanting == 0, preferred & sets != 0 {
      let another = bySet.contains { $0.flag & sets != 0 && $0.flag & preferred == 0 && !$0.isAll && $0.fromInput > 0 }
      if !another {
        wanting = sets & ~wanting
        sets = wanting
        if sets == preferred { chosenSet = table.name(of: sets) } else { preferredSet = preferred }
      }
    }
    func collect(_ chosen: UInt32) { for m in bySet where m.flag & chosen != 0 || m.isAll { result += m.others } }
    let count = Binder.count(wanting)
    if count == 0 { try elaborated { throw ambiguousSet() } }
    if count == 1 { collect(wanting); return result }
    if preferredSet != 0 { return result }

    if preferred != 0, wanting & preferred != 0 {
      let anotherTakes = bySet.contains { !$0.isAll && !$0.isDefault && $0.fromInput > 0 && $0.others.isEmpty }
      let anotherTakesByName = bySet.contains { !$0.isAll && !$0.isDefault && $0.byPropertyName > 0 }
      var latch = false
      if let d = bySet.first(where: { $0.flag == preferred }) {
        latch = d.byPropertyName > 0 && !anotherTakesByName || d.fromInput > 0 && !anotherTakes
      }
      if !latch { latch = !anotherTakes }
      if !latch, let all = bySet.first(where: { $0.isAll }), !all.others.isEmpty { latch = true }
      if latch {
        sets = preferred
        chosenSet = table.name(of: sets)
        collect(preferred)
        return result
      }
    }
    // the one set that takes input by value, or by property name
    func only(_ test: (Missing) -> Bool) -> (set: UInt32, found: Bool, several: Bool) {
      let hits = bySet.filter { $0.flag & wanting != 0 && !$0.isAll && test($0) }
      return (hits.count == 1 ? hits[0].flag : 0, !hits.isEmpty, hits.count > 1)
    }
    let value = only { $0.byValue > 0 }, name = only { $0.byPropertyName > 0 }
    var unique: UInt32 = 0
    if value.found, name.found, value.set == name.set { unique = value.set }
    if value.found != name.found { unique = value.found ? value.set : name.set }
    if unique != 0 { keep(unique, bySet, &result); return result }

    let wants = bySet.filter { ($0.flag & wanting != 0 || $0.isAll) && !$0.others.isEmpty }
    if wants.isEmpty { return result }
    if value.set != 0 { keep(value.set, bySet, &result); return result }
    if !value.several, !name.several { try elaborated { throw ambiguousSet() } }
    let dropped = wants.reduce(UInt32(0)) { $1.isAll ? $0 : $0 | $1.flag }
    if dropped != 0 {
      ignore(dropped)
      if sets == 0 { try elaborated { throw ambiguousSet() } }
      if Binder.count(sets) == 1 { chosenSet = table.name(of: sets) }
    }
    return result
  }
  /// Settles on a set, or only prefers it when input may still choose another.
  private func keep(_ chosen: UInt32, _ bySet: [Missing], _ result: inout [Int]) {
    var others: UInt32 = 0
    var needsMore = false
    for m in bySet {
      if m.flag & chosen != 0 || m.isAll {
        if !m.isAll { needsMore = !m.others.isEmpty }
        result += m.others
      } else { others |= m.flag }
    }
    if needsMore { sets = chosen; chosenSet = table.name(of: sets); return }
    ignore(others)
    chosenSet = table.name(of: sets)
    if sets != chosen { preferredSet = chosen }
  }
  private func ignore(_ others: UInt32) {
    if others == 0 { return }
    sets = (sets == ~0 ? table.all : sets) & ~others
  }

  /// Asks for mandatory parameters that have no value, or complains about them.
  func supply(_ missing: [Int]) throws {
    func missed() -> Error {
      let names = missing.map { " " + table.rows[$0].metadata.name }.joined()
      return failure(.other, "MissingMandatoryParameter", .invalidArgument, "Cannot process command because of one or more missing mandatory parameters:\(names).", extent, about: (names, nil, .null))
    }
    guard context.host.isInteractive else { throw missed() }
    let fields = missing.map { p -> PromptField in
      let row = table.rows[p], m = row.metadata
      let help = row.entry(in: sets)?.help ?? ""
      return PromptField(m.name, help: help, type: m.type, context)
    }
    let caption = "cmdlet \(commandName) at command pipeline position \(info.pipelinePosition)"
    guard let answers = try context.host.prompt(caption: caption, message: "Supply values for the following parameters:", fields: fields) else {
      // a person at a terminal gives up; where nobody can answer, the command is told what it lacks
      if isatty(0) == 1 { throw FlowSignal.stopped }
      throw missed()
    }
    for (p, answer) in zip(missing, answers) {
      _ = try bind(p, Argument(name: nil, value: answer.value, hasValue: true, extent: extent), convert: true)
    }
  }
}
