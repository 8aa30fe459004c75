/// Get-CsClientPinInfo, Set-, Lock-, Unlock-CsClientPin (D-31).
import Directory

extension LyncWorld {
  private func pinUser(_ identity: String) throws(Fault) -> User {
    let user = try self.user(identity)
    guard let home = user.home, isLyncPool(home) else { throw .notFound(identity) }
    try checkBackEnd(home)
    return user
  }

  /// Get-CsClientPinInfo. Refuses an account that is not homed on Lync, and one whose back end does not answer.
  public func clientPinInfo(_ identity: String) throws(Fault) -> LyncObject { pinObject(try pinUser(identity)) }

  /// Sets a PIN, or makes one up when none is given; only a generated one is shown.
  public func setClientPin(_ identity: String, pin: String? = nil) throws(Fault) -> Outcome {
    try change("Set-CsClientPin \(identity)") { () throws(Fault) -> Outcome in
      let user = try pinUser(identity)
      let minimum = pinPolicyValue("MinPasswordLength", user) ?? 5
      if let pin {
        guard pin.utf8.allSatisfy({ $0 &- 0x30 < 10 }), 1...24 ~= pin.utf8.count else {
          throw .invalid(user.sipAddress ?? identity, "The PIN must consist of digits.", id: "PinDigits")
        }
        guard pin.utf8.count >= minimum else {
          throw .invalid(user.sipAddress ?? identity, "The PIN is shorter than the \(minimum) digits the policy requires.", id: "PinLength")
        }
      }
      if let pin, pin == user.pin, (pinPolicyValue("PINHistoryCount", user) ?? 0) > 0 {
        throw .invalid(user.sipAddress ?? identity, "The PIN was used before; the policy requires a new one.", id: "PinHistory")
      }
      let value = pin ?? newPin(digits: max(minimum, 5))
      user.pin = value
      user.pinSet = true
      user.pinLocked = false
      user.pinChanged = now
      let lifetime = pinPolicyValue("PINLifetime", user) ?? 0
      user.pinExpires = lifetime > 0 ? now + lifetime * 86_400 : nil
      return Outcome([LyncObject(Shapes.pinResult, [.string(user.sipAddress ?? ""), pin == nil ? .string(value) : .null])])
    }
  }

  private func pinPolicyValue(_ name: String, _ user: User) -> Int? {
    // The user's own policy, else that of the site, else Global.
    let identity = (try? effectiveScope("PinPolicy", of: user.dn)) ?? "Global"
    return policy("PinPolicy", identity)?.settings.lazy.compactMap { $0.dropping(prefix: name + "=") }.first.flatMap { Int($0) }
  }

  /// Lock- and Unlock-CsClientPin.
  public func lockClientPin(_ identity: String, locked: Bool) throws(Fault) {
    try change("\(locked ? "Lock" : "Unlock")-CsClientPin \(identity)") { () throws(Fault) -> Void in try pinUser(identity).pinLocked = locked }
  }
}
