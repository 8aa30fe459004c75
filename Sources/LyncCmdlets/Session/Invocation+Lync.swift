/// What every Lync cmdlet does around its operation: find the forest, ask, run, write what came of it.
import Engine
import Directory
import Lync

extension Invocation {
  var session: LyncSession { LyncSession.of(context) }

  /// Reads something and writes it; a refusal becomes an error record.
  func get(_ body: (LyncWorld) throws -> [LyncObject]) throws {
    try refusals {
      let world = try session.world()
      // -LocalStore asks the replica of this computer.
      let objects = isOn("LocalStore") ? try world.fromReplica { try body(world) } : try body(world)
      for object in objects { try write(LyncObjects.value(object)) }
    }
  }

  /// Makes a change that nothing has to be asked for.
  func run(_ body: (LyncWorld) throws -> Outcome) throws { try refusals { try write(outcome: counted(session.world(), body)) } }

  /// Runs an operation and counts the step it made, if any.
  private func counted(_ world: LyncWorld, in session: LyncSession? = nil, _ body: (LyncWorld) throws -> Outcome) throws -> Outcome {
    let before = world.stepCount
    let outcome = try body(world)
    if expectsInput, world.stepCount > before { (session ?? self.session).count(world.stepCount - before, by: self) }
    return outcome
  }

  /// Asks (`-WhatIf`, `-Confirm`), then makes a change. `target` finds the Identity of what is changed (D-25).
  func change(_ target: (LyncWorld) throws -> String, _ body: (LyncWorld) throws -> Outcome) throws {
    try refusals {
      let world = try session.world()
      guard try confirmed(target(world)) else { return try preview(world, body) }
      try write(outcome: counted(world, body))
    }
  }
  func change(_ target: String, _ body: (LyncWorld) throws -> Outcome) throws { try change({ _ in target }, body) }

  /// Makes a change for every user an identity names: a display name may hold wildcards, and then names many or nobody.
  /// `body` gets what names the user, and the row.
  func changeUsers(_ identity: String, _ body: (LyncWorld, String, Row) throws -> Outcome) throws {
    let session = session
    try refusals(in: session) {
      let world = try session.world()
      guard !Wildcard.isPattern(identity) else {
        for dn in world.userNames(matching: identity) { try changeUsers(dn, body) }
        return
      }
      let row = try world.accountRow(identity)
      guard try confirmed(world.userIdentity(ofRow: row)) else { return try preview(world) { try body($0, identity, row) } }
      try write(outcome: counted(world, in: session) { try body($0, identity, row) })
    }
  }

  /// Turns a thrown `Fault` into this cmdlet's error: non-terminating unless the catalogue says otherwise.
  func refusals(in session: LyncSession? = nil, _ body: () throws -> Void) throws {
    do {
      try body()
      try (session ?? self.session).checkJournal()
    } catch let fault as Fault {
      // what Ctrl+C ended tells nothing
      try poll()
      try? writeReport(fault.message)
      return try report(fault)
    }
    do { try writeReport(nil) } catch let fault as Fault { try report(fault) }
  }

  /// `-Report`: what was done, as a page. Move-CsUser tells of each user instead.
  private func writeReport(_ refusal: String?) throws {
    guard isBound("Report"), command.name != "Move-CsUser", !isOn("WhatIf"), let file = bound.get(.str("Report")), !file.isNull else { return }
    let path = Conversion.toString(file, context), world = try session.world()
    let page = "<html><head><title>\(command.name)</title></head><body><h1>\(command.name)</h1><p>\(LyncWorld.timeText(world.now))</p><p>"
      + Markup.escaped(refusal.map { "Failed: " + $0 } ?? "Completed successfully.") + "</p></body></html>\n"
    if let why = SessionFiles.write(Array(page.utf8), to: SessionFiles(context).path(path)) { throw FaultRecord.file(path, why) }
  }

  func report(_ fault: Fault) throws {
    // Refusals before the operation began, such as an unknown identity, are explained too.
    if session.isLoaded, let world = try? session.world(), world.explanation?.message != fault.message { world.explanation = world.explain(command.name, fault) }
    let record = FaultRecord.make(fault)
    do {
      if fault.terminating { throw terminating(record) }
      try error(record)
    } catch let stop as TerminatingError {
      try tellProgress()
      throw stop
    }
  }

  /// What a pipeline that fails in the middle did before: its changes are kept.
  private func tellProgress() throws {
    guard expectsInput else { return }
    let done = session.changed(by: self)
    if done > 0 {
      try warning("""
        \(command.name) stopped here. The \(done) change\(done == 1 ? "" : "s") it made before \(done == 1 ? "is" : "are") kept; \
        Undo-SimChange\(done == 1 ? "" : " -Count \(done)") takes \(done == 1 ? "it" : "them") back.
        """)
    }
  }

  /// `shouldProcess`, with E-PROMPT when nobody can answer.
  func confirmed(_ target: String) throws -> Bool {
    do { return try shouldProcess(target) } catch is TerminatingError { throw unanswered() }
  }

  /// A question that `-Force` answers.
  func agreed(_ query: String, caption: String = "Confirm") throws -> Bool {
    do { return try shouldContinue(query, caption: caption) } catch is TerminatingError { throw unanswered() }
  }

  /// E-PROMPT, which Get-SimExplanation tells of too.
  private func unanswered() -> TerminatingError {
    if session.isLoaded, let world = try? session.world() { world.explanation = world.explain(command.name, FaultRecord.prompt) }
    return terminating(FaultRecord.make(FaultRecord.prompt))
  }

  func isOn(_ common: String) -> Bool { bound.get(.str(common)).map { Conversion.toBool($0) } ?? false }

  /// `-WhatIf -Verbose` lists what would change.
  private func preview(_ world: LyncWorld, _ body: (LyncWorld) throws -> Outcome) throws {
    guard isOn("WhatIf"), isOn("Verbose") else { return }
    do {
      let differences = try world.preview { () throws(Fault) -> Void in
        do { _ = try body(world) } catch let fault as Fault { throw fault } catch {}
      }
      // When an object changed last says nothing here.
      for difference in differences where difference.attribute != "Changed" { try verbose(difference.line) }
    } catch let fault as Fault { try verbose("The operation would fail: \(fault.message)") }
  }

  func write(outcome: Outcome) throws {
    let last = outcome.warnings.last.flatMap { $0.hasSuffix("for all changes to take effect.") ? $0 : nil }
    for text in last == nil ? outcome.warnings[...] : outcome.warnings.dropLast() { try warning(text) }
    for object in outcome.objects { try write(LyncObjects.value(object)) }
    if let last { try warning(last) }
  }

  /// A text argument with `$null` and `""` as nil, and nil again when it was not given.
  func given(_ name: String, _ value: String?) -> String?? { isBound(name) ? .some(value.flatMap { $0.isEmpty ? nil : $0 }) : nil }
}

extension Directory.Difference {
  /// `User CN=Ken Myer,…: Home pool10 -> pool13`.
  var line: String {
    switch kind {
    case .added: "\(table) \(object): added"
    case .removed: "\(table) \(object): removed"
    case .changed: "\(table) \(object): \(attribute) \(before.isEmpty ? "(empty)" : before) \u{2192} \(after.isEmpty ? "(empty)" : after)"
    }
  }
}
