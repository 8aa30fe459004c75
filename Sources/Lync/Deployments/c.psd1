# Deployment c: Lync Server 2013 only.
# Names without a dot get the forest's domain.
@{
  Name = 'c'
  Title = 'Lync Server 2013'
  Forest = 'contoso.com'
  Seed = 2013
  SipDomains = 'contoso.com', 'emea.contoso.com'
  CurrentComputer = 'fe13a'
  Site = @{ Name = 'Redmond'; SiteId = '1'; Description = 'Head office' }
  CmsPool = 'pool13'

  Pools = @(
    @{ Fqdn = 'pool13'; Version = 6; Computers = 'fe13a', 'fe13b', 'fe13c'; Sql = 'sql13'; Edge = 'edge13'; Mediation = $true }
  )
  Edges = @(
    @{ Fqdn = 'edge13'; Version = 6; Registrar = 'pool13'; External = 'sip.contoso.com' }
  )
  Computers = 'app1', 'app2', 'app3', 'app4', 'acd3', 'acd4', 'trustedapps'

  ConferenceDirectories = @{ Id = 1; Pool = 'pool13' }
  AccessNumbers = @(
    @{ Sip = 'RedmondDialIn'; Name = 'Redmond'; LineURI = 'tel:+14255550100'; Number = '+1 (425) 555-0100'; Pool = 'pool13'; Language = 'en-US'; Regions = 'Redmond' }
  )
  Contacts = @(
    @{ Owner = 'testbot'; Name = 'Audio Test Service'; Pool = 'pool13' }
  )

  Policies = @(
    @{ Kind = 'ConferencingPolicy'; Identity = 'Tag:Sales' }
    @{ Kind = 'DialPlan'; Identity = 'Global'; Settings = 'DialinConferencingRegion=Redmond' }
  )
  DepartmentPolicies = @{ Sales = 'ConferencingPolicy=Tag:Sales' }

  Users = @(
    @{ Logon = 'kenmyer'; Name = 'Ken Myer'; Department = 'Sales'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; LineURI = 'tel:+14255550101'; Contacts = 11; Pin = $true }
    @{ Logon = 'pilar'; Name = 'Pilar Ackerman'; Department = 'Sales'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; LineURI = 'tel:+14255550102'; Contacts = 18 }
    @{ Logon = 'haoc'; Name = 'Hao Chen'; Department = 'Sales'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; LineURI = 'tel:+14255550103'; Contacts = 25; Pin = $true }
    @{ Logon = 'katiej'; Name = 'Katie Jordan'; Department = 'Sales'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; Contacts = 9 }
    @{ Logon = 'cheny'; Name = 'Chen Yang'; Department = 'Sales'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; Contacts = 16 }
    @{ Logon = 'claush'; Name = 'Claus Hansen'; Department = 'Sales'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; LineURI = 'tel:+14255550106'; Contacts = 23; Pin = $true }
    @{ Logon = 'alicec'; Name = 'Alice Ciccu'; Department = 'Finance'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; Contacts = 7 }
    @{ Logon = 'belindan'; Name = 'Belinda Newman'; Department = 'Finance'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; Contacts = 5 }
    @{ Logon = 'evac'; Name = 'Eva Corets'; Department = 'Marketing'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; Contacts = 17 }
    @{ Logon = 'garthf'; Name = 'Garth Fort'; Department = 'Execs'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; LineURI = 'tel:+14255550117'; Contacts = 8; Pin = $true }
    @{ Logon = 'iant'; Name = 'Ian Tien'; Department = 'IT'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; LineURI = 'tel:+14255550119'; Contacts = 22 }
    @{ Logon = 'jayh'; Name = 'Jay Hamlin'; Department = 'IT'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; LineURI = 'tel:+14255550120'; Contacts = 6 }
    @{ Logon = 'mariac'; Name = 'Maria Cameron'; Department = 'HR'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; Contacts = 16 }
  )
  External = @(
    @{ SipAddress = 'sip:adam@fabrikam.com'; Client = 'Office Communicator 2007' }
    @{ SipAddress = 'sip:anna@fabrikam.com'; Client = 'Lync 2013' }
  )

  Meetings = @(
    @{ Title = 'c-01 Pipeline review'; Organizer = 'kenmyer'; Kind = 'LyncOnlineMeeting'; CreatedOn = '2013'; AddIn = 'Lync2013'; Host = 'pool13'; Start = '2014-03-10 09:00'; Content = 'PowerPoint|Pipeline.pptx|Lync 2013' }
    @{ Title = 'c-02 Partner negotiation'; Organizer = 'pilar'; Kind = 'LyncOnlineMeeting'; CreatedOn = '2013'; AddIn = 'Lync2013'; Host = 'pool13'; Start = '2014-03-20 13:00'; Locked = $true }
  )
}
